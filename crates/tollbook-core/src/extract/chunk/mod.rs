//! The fourth stage: noun groups, verb groups and the small words between them.

mod noun;
mod verb;

pub use noun::{Determiner, Head, NounGroup};
pub use verb::{Main, VerbGroup};

use super::lexeme::Lexeme;
use super::number::number_at;
use super::pack::{Category, Form, Pack};
use super::statement::Span;
use super::token::Shape;

/// A group of words that belong together, or a mark.
#[derive(Clone, Debug)]
pub struct Chunk<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ChunkKind<'a>,
}

/// What a chunk is.
#[derive(Clone, Debug)]
pub enum ChunkKind<'a> {
    /// People, things, numbers.
    Noun(Box<NounGroup<'a>>),
    /// A verb with its auxiliaries.
    Verb(VerbGroup<'a>),
    /// A preposition.
    Preposition(Preposition),
    /// "and".
    And,
    /// "or".
    Or,
    /// "but", "while".
    But,
    /// "along with".
    Added,
    /// "including".
    Including,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// A dash.
    Dash,
    /// "who".
    Relative,
    /// "where".
    RelativePlace,
    /// "when", "after".
    Opener,
    /// "if".
    Condition,
    /// "that" after a verb of saying.
    That,
    /// A date, by its number in the list of dates.
    Date(usize),
    /// The mark of an owner.
    Owner,
    /// An adverb.
    Adverb,
    /// A bracket opens.
    Open,
    /// A bracket closes.
    Close,
    /// Anything else.
    Other,
}

/// What a preposition says of the noun after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preposition {
    /// "of".
    Of,
    /// "by".
    By,
    /// "among".
    Among,
    /// "in".
    Place,
    /// Any other.
    Other,
}

impl<'a> Chunk<'a> {
    /// The noun group that it is.
    pub fn noun(&self) -> Option<&NounGroup<'a>> {
        match &self.kind {
            ChunkKind::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    /// The verb group that it is.
    pub fn verb(&self) -> Option<&VerbGroup<'a>> {
        match &self.kind {
            ChunkKind::Verb(verb) => Some(verb),
            _ => None,
        }
    }

    /// The preposition that it is.
    pub fn preposition(&self) -> Option<Preposition> {
        match self.kind {
            ChunkKind::Preposition(preposition) => Some(preposition),
            _ => None,
        }
    }
}

/// The chunks of a sentence.
pub fn chunks<'a>(lexemes: &[Lexeme<'a>], pack: &Pack) -> Vec<Chunk<'a>> {
    let mut found: Vec<Chunk<'a>> = Vec::with_capacity(lexemes.len());
    let mut at = 0;
    while at < lexemes.len() {
        let (kind, end) = chunk_at(lexemes, at, found.last(), pack);
        let end = end.max(at + 1);
        let span = lexemes[at].span.with(lexemes[end - 1].span);
        found.push(Chunk { span, kind });
        at = end;
    }
    found
}

fn chunk_at<'a>(
    lexemes: &[Lexeme<'a>],
    at: usize,
    before: Option<&Chunk<'a>>,
    pack: &Pack,
) -> (ChunkKind<'a>, usize) {
    let lexeme = &lexemes[at];
    if let Some(date) = lexeme.date {
        return (ChunkKind::Date(date), at + 1);
    }
    let mark = match lexeme.shape {
        Shape::Comma => Some(ChunkKind::Comma),
        Shape::Semicolon => Some(ChunkKind::Semicolon),
        Shape::Colon => Some(ChunkKind::Colon),
        Shape::Dash => Some(ChunkKind::Dash),
        Shape::Open => Some(ChunkKind::Open),
        Shape::Close => Some(ChunkKind::Close),
        Shape::Stop | Shape::Quote | Shape::Mark | Shape::Percent | Shape::Money => Some(ChunkKind::Other),
        Shape::Word | Shape::Number(_) | Shape::OddNumber => None,
    };
    if let Some(mark) = mark {
        return (mark, at + 1);
    }
    if lexeme.is(Category::PossessiveMark) {
        return (ChunkKind::Owner, at + 1);
    }
    // "over 40", "between two and five": a preposition that bounds a number.
    let numbered = number_at(lexemes, at).is_some();
    if !numbered {
        if let Some(verb) = verb::verb_at(lexemes, at, before, pack) {
            return verb;
        }
        if let Some(word) = small_word(lexeme, lexemes.get(at + 1)) {
            return (word, at + 1);
        }
    }
    if let Some((noun, end)) = noun::noun_at(lexemes, at, pack) {
        return (ChunkKind::Noun(Box::new(noun)), end);
    }
    (small_word(lexeme, None).unwrap_or(ChunkKind::Other), at + 1)
}

fn small_word<'a>(lexeme: &Lexeme<'a>, next: Option<&Lexeme<'a>>) -> Option<ChunkKind<'a>> {
    use Category as C;
    let table: [(Category, ChunkKind<'a>); 19] = [
        (C::Added, ChunkKind::Added),
        (C::Including, ChunkKind::Including),
        (C::And, ChunkKind::And),
        (C::Or, ChunkKind::Or),
        (C::RelativePlace, ChunkKind::RelativePlace),
        (C::Condition, ChunkKind::Condition),
        (C::Relative, ChunkKind::Relative),
        (C::That, ChunkKind::That),
        (C::ClauseOpener, ChunkKind::Opener),
        (C::But, ChunkKind::But),
        (C::Of, ChunkKind::Preposition(Preposition::Of)),
        (C::By, ChunkKind::Preposition(Preposition::By)),
        (C::Among, ChunkKind::Preposition(Preposition::Among)),
        (C::PlacePreposition, ChunkKind::Preposition(Preposition::Place)),
        (C::Preposition, ChunkKind::Preposition(Preposition::Other)),
        (C::To, ChunkKind::Preposition(Preposition::Other)),
        (C::Adverb, ChunkKind::Adverb),
        (C::Negation, ChunkKind::Adverb),
        (C::Auxiliary, ChunkKind::Adverb),
    ];
    let _ = next;
    table.into_iter().find(|(category, _)| lexeme.is(*category)).map(|(_, kind)| kind)
}

/// Whether a verb's form is a passive participle, or may be one.
pub fn may_be_participle(form: Form) -> bool {
    matches!(form, Form::Past | Form::Participle)
}

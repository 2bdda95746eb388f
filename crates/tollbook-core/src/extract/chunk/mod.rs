//! The fourth stage: noun groups, verb groups and the small words between them.

mod noun;
mod noun_border;
mod noun_builder;
mod noun_condition;
mod noun_people;
mod settle;
mod verb;

pub use noun::{Determiner, Head, NounGroup};
pub use verb::{Main, VerbGroup};

use super::lexeme::Lexeme;
use super::number::number_at;
use super::pack::{Category, Form, Pack};
use super::statement::Span;
use super::token::{Letters, Shape};

/// A group of words that belong together, or a mark.
#[derive(Clone, Debug)]
pub struct Chunk<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ChunkKind<'a>,
    /// It is a preposition that may stand before the patient: "mataron a tres".
    pub patient_mark: bool,
    /// It is a preposition that may stand between an attack and its target: "a strike on Gorda".
    pub target: bool,
    /// It is the word for "since" and opens a clause: "since a bomb killed".
    pub since: bool,
    /// It begins with the word for "without".
    pub without: bool,
    /// It begins with a word for "according to".
    pub according: bool,
    /// It ends with a word such as "street".
    pub street: bool,
    /// It ends with a word for "losses".
    pub losses: bool,
    /// The word for "enemy" is among its words.
    pub enemy: bool,
    /// It begins with a word for "before" or "until".
    pub before: bool,
    /// It begins with a word for "possibly".
    pub doubt: bool,
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
    /// "as did".
    Likewise,
    /// "aged 42", "20 years old".
    Age,
    /// "including".
    Including,
    /// "the number of".
    CountOf,
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
    /// "since".
    Since,
    /// Any other.
    Other,
}

impl ChunkKind<'_> {
    /// A short name with what matters of it, for explanations.
    pub fn label(&self) -> String {
        match self {
            Self::Noun(noun) => {
                let head = format!("{:?}", noun.head);
                let head = head.split(['(', ' ']).next().unwrap_or("");
                let number = noun.number.as_ref().map(|n| n.figures.to_string()).unwrap_or_default();
                format!("{head}:{:?}:{number}", noun.form)
            }
            Self::Verb(verb) => {
                let main = format!("{:?}", verb.main);
                let main = main.split(['(', ' ']).next().unwrap_or("");
                format!(
                    "VERB:{main}:{:?}{}{}",
                    verb.form,
                    if verb.be { "+be" } else { "" },
                    if verb.have { "+have" } else { "" }
                )
            }
            other => format!("{other:?}").split(['{', ' ']).next().unwrap_or("").to_owned(),
        }
    }
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
        found.push(Chunk {
            span,
            kind,
            patient_mark: end == at + 1 && lexemes[at].is(Category::PatientMark),
            target: end == at + 1 && lexemes[at].is(Category::TargetPreposition),
            without: lexemes[at].is(Category::Without),
            according: lexemes[at].is(Category::According),
            street: lexemes[end - 1].is(Category::Street),
            losses: lexemes[end - 1].is(Category::Losses),
            enemy: lexemes[at..end].iter().any(|lexeme| lexeme.is(Category::Enemy)),
            before: lexemes[at].is(Category::Before),
            doubt: lexemes[at].is(Category::Doubt),
            since: false,
        });
        at = end;
    }
    settle::settle(&mut found, lexemes, pack);
    found
}

fn chunk_at<'a>(
    lexemes: &[Lexeme<'a>],
    at: usize,
    before: Option<&Chunk<'a>>,
    pack: &Pack,
) -> (ChunkKind<'a>, usize) {
    let lexeme = &lexemes[at];
    if let Some(end) = age_at(lexemes, at).or_else(|| age_of(lexemes, at, before)) {
        return (ChunkKind::Age, end);
    }
    // "at 4 p.m. Lund, 19,".
    let digits = matches!(lexeme.shape, Shape::Number(_) | Shape::Decimal { .. } | Shape::OddNumber);
    if digits && lexemes.get(at + 1).is_some_and(|next| next.date.is_none() && next.is(Category::Clock)) {
        return (ChunkKind::Other, at + 2);
    }
    if lexeme.duration && at > 0 && lexemes[at - 1].shape == Shape::Comma {
        // ", 26 ans,".
        return (ChunkKind::Age, at + 1);
    }
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
        Shape::Word | Shape::Number(_) | Shape::Decimal { .. } | Shape::OddNumber => None,
    };
    if let Some(mark) = mark {
        return (mark, at + 1);
    }
    if lexeme.is(Category::PossessiveMark) {
        return (ChunkKind::Owner, at + 1);
    }
    // "el viernes", "le vendredi": the article of a day is no noun group.
    if pack.traits.adjective_after_noun
        && lexeme.is(Category::DefiniteArticle)
        && lexemes.get(at + 1).is_some_and(|next| next.date.is_some())
    {
        return (ChunkKind::Adverb, at + 1);
    }
    // "over 40", "between two and five": a preposition that bounds a number.
    let numbered = number_at(lexemes, at).is_some();
    // "بحياة أم وأطفالها": a word for "or" that is also one for a person joins nothing behind a verb.
    let person = pack.traits.construct
        && lexeme.is(Category::Or)
        && lexeme.is(Category::People)
        && !before
            .and_then(Chunk::noun)
            .is_some_and(|noun| !matches!(noun.head, Head::Event(_) | Head::Outcome(_)));
    if person && let Some((noun, end)) = noun_builder::noun_at(lexemes, at, pack) {
        return (ChunkKind::Noun(Box::new(noun)), end);
    }
    // An article that is also a relative pronoun is one only after a comma.
    let article = pack.traits.verb_last
        && lexeme.is(Category::DefiniteArticle)
        && lexeme.is(Category::Relative)
        && !before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma));
    if article && let Some((noun, end)) = noun_builder::noun_at(lexemes, at, pack) {
        return (ChunkKind::Noun(Box::new(noun)), end);
    }
    // "seine Frau und deren Bruder": after "and" a word that is also a relative pronoun is a possessive.
    let owner = lexeme.is(Category::Relative)
        && lexeme.is(Category::PossessiveWord)
        && before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::And));
    if owner && let Some((noun, end)) = noun_builder::noun_at(lexemes, at, pack) {
        return (ChunkKind::Noun(Box::new(noun)), end);
    }
    // "25 personnes tuées, des blessés": behind an article that is also the word for "of", a participle is a noun.
    let hurt = lexeme.is(Category::Of)
        && lexeme.is(Category::IndefiniteArticle)
        && before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Comma | ChunkKind::And))
        && lexemes.get(at + 1).is_some_and(|next| next.is(Category::OutcomeNoun));
    if hurt && let Some((noun, end)) = noun_builder::noun_at(lexemes, at, pack) {
        return (ChunkKind::Noun(Box::new(noun)), end);
    }
    if !numbered {
        if let Some(verb) = verb::verb_at(lexemes, at, before, pack) {
            return verb;
        }
        // "bei der Explosion", but "bei der zwei Menschen starben".
        if pack.traits.capital_nouns
            && lexeme.is(Category::RelativePlace)
            && lexemes
                .get(at + 1)
                .is_some_and(|next| next.letters != Letters::Lower && next.shape == Shape::Word)
        {
            return (ChunkKind::Preposition(Preposition::Place), at + 1);
        }
        // "démenti que deux": after a verb, a word that may be "that" or "which" is "that".
        if lexeme.is(Category::Relative)
            && lexeme.is(Category::That)
            && before.is_some_and(|chunk| chunk.verb().is_some())
        {
            return (ChunkKind::That, at + 1);
        }
        if let Some(word) = small_word(lexeme, lexemes.get(at + 1)) {
            return (word, at + 1);
        }
    }
    if let Some((noun, end)) = noun_builder::noun_at(lexemes, at, pack) {
        return (ChunkKind::Noun(Box::new(noun)), end);
    }
    (small_word(lexeme, None).unwrap_or(ChunkKind::Other), at + 1)
}

/// The end of the words of an age that begin at a lexeme.
fn age_at(lexemes: &[Lexeme<'_>], at: usize) -> Option<usize> {
    let is_age = |i: usize| lexemes.get(i).is_some_and(|l| l.is(Category::Age) && !l.hyphen);
    let number =
        |i: usize| lexemes.get(i).is_some_and(|l| l.date.is_none() && matches!(l.shape, Shape::Number(_)));
    if (number(at) || lexemes[at].date.is_some()) && is_age(at + 1) {
        return Some(at + 2);
    }
    if !is_age(at) || !number(at + 1) {
        return None;
    }
    // "aged 9, 11 and 14".
    let mut end = at + 2;
    let and = |i: usize| lexemes.get(i).is_some_and(|l| l.is(Category::And));
    let joins = |i: usize| {
        and(i) || lexemes.get(i).is_some_and(|l| l.shape == Shape::Comma || l.is(Category::RangeTo))
    };
    while joins(end) {
        // "3, 5, and 8".
        let next = if and(end + 1) { end + 2 } else { end + 1 };
        if !number(next) {
            break;
        }
        end = next + 1;
    }
    Some(end)
}

/// The end of an age that follows one person with a preposition: "un joven de 15 años", "su hermana de nueve".
fn age_of(lexemes: &[Lexeme<'_>], at: usize, before: Option<&Chunk<'_>>) -> Option<usize> {
    let several = before.and_then(Chunk::noun).is_some_and(|noun| {
        matches!(noun.head, Head::Person(_)) && noun.is_plural() && noun.number.is_some()
    });
    if several && lexemes[at].is(Category::Of) {
        return ages_of(lexemes, at + 1);
    }
    let person = before.and_then(Chunk::noun).is_some_and(|noun| {
        matches!(noun.head, Head::Person(_)) && noun.form == Form::Singular && !noun.is_plural()
    });
    if !person || !lexemes[at].is(Category::Of) {
        return None;
    }
    let next = lexemes.get(at + 1)?;
    if next.duration {
        return Some(at + 2);
    }
    let (number, end) = number_at(lexemes, at + 1)?;
    let young = number.figure.is_some_and(|years| (1..=110).contains(&years));
    let alone = lexemes.get(end).is_none_or(|after| {
        matches!(after.shape, Shape::Comma | Shape::Stop | Shape::Close)
            || after.is_any(&[Category::And, Category::Be, Category::Have, Category::TriggerVerb])
    });
    (young && alone).then_some(end)
}

/// The end of the ages of several people, each a number but for the last: "de cinco y siete años".
fn ages_of(lexemes: &[Lexeme<'_>], at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..6 {
        let (_, end) = number_at(lexemes, at)?;
        let joined =
            lexemes.get(end).is_some_and(|next| matches!(next.shape, Shape::Comma) || next.is(Category::And));
        let next = lexemes.get(end + 1).filter(|_| joined)?;
        if next.duration {
            return Some(end + 2);
        }
        at = end + 1;
    }
    None
}

fn small_word<'a>(lexeme: &Lexeme<'a>, next: Option<&Lexeme<'a>>) -> Option<ChunkKind<'a>> {
    use Category as C;
    let table: [(Category, ChunkKind<'a>); 23] = [
        (C::Since, ChunkKind::Preposition(Preposition::Since)),
        (C::CountOf, ChunkKind::CountOf),
        (C::Likewise, ChunkKind::Likewise),
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
        (C::According, ChunkKind::Preposition(Preposition::Other)),
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

//! Verb groups: a verb with its auxiliaries, negation and adverbs.

use super::{Chunk, ChunkKind};
use crate::extract::Outcome;
use crate::extract::lexeme::Lexeme;
use crate::extract::number::number_at;
use crate::extract::pack::{Category, Entry, Form, Frame, Pack};
use crate::extract::statement::Span;
use crate::extract::token::{Letters, Shape};

/// What a verb group's verb is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Main<'a> {
    /// It says what happened to people.
    Trigger(&'a Entry),
    /// An adjective or noun of outcome after a form of "be": "were dead".
    State(&'a Entry),
    /// A verb of saying.
    Say,
    /// "deny".
    Deny,
    /// "threaten to"; `true` for verbs of fear and forecast, after which counted people are not yet hurt.
    Plan(bool),
    /// "leave", "find".
    Result,
    /// "rise", "bring".
    Toll,
    /// "include".
    Include,
    /// A form of "be" or "have" alone.
    Auxiliary,
    /// Any other verb.
    Other,
}

/// A verb with its auxiliaries.
#[derive(Clone, Debug)]
pub struct VerbGroup<'a> {
    /// What its verb is.
    pub main: Main<'a>,
    /// The form of its verb.
    pub form: Form,
    /// The verb alone.
    pub main_span: Span,
    /// With a form of "be".
    pub be: bool,
    /// With a form of "have".
    pub have: bool,
    /// Denied: "were not killed".
    pub negated: bool,
    /// Only possible: "could kill".
    pub modal: bool,
    /// In the mood of what is not so, or only reported: "seraient morts".
    pub conditional: bool,
    /// An infinitive with its particle.
    pub infinitive: bool,
    /// Beside counted captives it says that they were taken: "firent 300 prisonniers".
    pub takes: bool,
    /// Its subject lost whom it counts: "suffered 17 dead".
    pub loses: bool,
    /// A modal verb that is also one of saying: "wollen getötet haben", who claim it.
    pub claims: bool,
    /// It goes on from another event: "were also killed".
    pub also: bool,
    /// What it finds may have happened earlier: "was found dead on Monday".
    pub finds: bool,
    /// Whether its form is of one or of several: "was", "were".
    pub number: Option<Form>,
}

impl VerbGroup<'_> {
    /// Whether it has a subject of its own.
    pub fn finite(&self) -> bool {
        self.be
            || self.have
            || self.modal
            || matches!(self.form, Form::Finite | Form::Past | Form::Infinitive | Form::Plain)
    }
}

impl VerbGroup<'_> {
    /// "être tués", "ser asesinadas", "being killed": a passive without a subject of its own.
    pub fn is_bare_passive(&self) -> bool {
        self.be && !self.have && self.number.is_none() && super::may_be_participle(self.form)
    }
}

const MAINS: [Category; 8] = [
    Category::TriggerVerb,
    Category::Plan,
    Category::Deny,
    Category::Say,
    Category::TollVerb,
    Category::Result,
    Category::Include,
    Category::Verb,
];

/// The verb readings of a lexeme: the first in the order of [`MAINS`] that fits `accept`.
fn verb_entry<'a>(lexeme: &Lexeme<'a>, accept: impl Fn(Form) -> bool) -> Option<&'a Entry> {
    MAINS.iter().find_map(|category| {
        lexeme.entries.iter().find(|entry| entry.category == *category && accept(entry.form))
    })
}

fn main_of(entry: &Entry) -> Main<'_> {
    match entry.category {
        Category::TriggerVerb => Main::Trigger(entry),
        Category::Plan => Main::Plan(entry.detail.weak),
        Category::Deny => Main::Deny,
        Category::Say => Main::Say,
        Category::Result => Main::Result,
        Category::TollVerb => Main::Toll,
        Category::Include => Main::Include,
        _ => Main::Other,
    }
}

const NOUNS: &[Category] = &[
    Category::People,
    Category::Title,
    Category::Body,
    Category::Unit,
    Category::Thing,
    Category::PlaceNoun,
    Category::TriggerNoun,
    Category::OutcomeNoun,
    Category::TriggerAdjective,
    Category::PlainAdjective,
    Category::TollNoun,
];

fn noun_material(lexeme: &Lexeme<'_>) -> bool {
    if lexeme.date.is_some() {
        return false;
    }
    lexeme.is_any(NOUNS) || lexeme.is_any(&[Category::Country, Category::Group]) || lexeme.unknown_word()
}

fn begins_noun(lexeme: &Lexeme<'_>) -> bool {
    lexeme.is_any(&[
        Category::DefiniteArticle,
        Category::IndefiniteArticle,
        Category::PossessiveWord,
        Category::Demonstrative,
        Category::Number,
        Category::Vague,
        Category::AtLeast,
        Category::MoreThan,
        Category::AtMost,
        Category::FewerThan,
        Category::About,
        Category::Exactly,
        Category::PluralMultiplier,
        Category::AboutNumber,
        Category::Whole,
        Category::Pronoun,
        Category::NoQuantity,
    ]) || matches!(lexeme.shape, Shape::Number(_))
}

/// Whether an unaided verb form that could also be a noun or adjective is a verb here.
fn is_verb_here(
    lexemes: &[Lexeme<'_>],
    at: usize,
    form: Form,
    before: Option<&Chunk<'_>>,
    pack: &Pack,
) -> bool {
    let lexeme = &lexemes[at];
    let next = lexemes.get(at + 1);
    let after_noun = before.is_some_and(|chunk| {
        chunk.noun().is_some()
            || matches!(chunk.kind, ChunkKind::Relative | ChunkKind::Close | ChunkKind::Adverb)
    });
    let object_follows = next.is_some_and(begins_noun);
    if lexeme.hyphen_after
        || lexeme.hyphen
        || lexeme.is_any(&[Category::PlacePreposition, Category::Preposition])
    {
        return false;
    }
    // "un gardien de ferme": behind "of" stands no form with a subject of its own.
    let owned = form == Form::Finite
        && pack.traits.adjective_after_noun
        && before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Preposition(super::Preposition::Of)));
    if owned {
        return false;
    }
    if !lexeme.is_any(NOUNS) {
        return true;
    }
    // Where nouns have capitals, a small word that could describe one is a verb where none follows.
    if pack.traits.capital_nouns
        && lexeme.letters == Letters::Lower
        && !lexeme.shouted
        && lexeme.is(Category::TriggerVerb)
        && !next.is_some_and(noun_material)
    {
        return true;
    }
    // "Gunmen kill three, wound 8 in Gorda": a headline goes on with its second verb.
    if lexeme.is(Category::TriggerVerb)
        && matches!(form, Form::Infinitive | Form::Finite)
        && before.is_some_and(|chunk| matches!(chunk.kind, super::ChunkKind::Comma))
        && next.is_some_and(|next| matches!(next.shape, Shape::Number(_)) || next.is(Category::Number))
    {
        return true;
    }
    let told = lexeme.is(Category::TollVerb) && toll_number_follows(lexemes, at)
        || lexeme.is_any(&[Category::Plan, Category::Say])
            && next.is_some_and(|next| next.is(Category::That));
    if after_noun && told {
        return true;
    }
    match form {
        Form::Infinitive => {
            after_noun
                && object_follows
                && before.is_some_and(|chunk| {
                    chunk.noun().is_some_and(super::NounGroup::is_plural)
                        || matches!(chunk.kind, ChunkKind::Relative)
                })
        }
        Form::Finite => {
            let relative = before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Relative));
            // Where the verb comes first, one that opens a clause is a verb.
            let opens = pack.traits.construct
                && before.is_none_or(|chunk| {
                    matches!(
                        chunk.kind,
                        ChunkKind::And
                            | ChunkKind::Comma
                            | ChunkKind::But
                            | ChunkKind::That
                            | ChunkKind::Opener
                            | ChunkKind::Date(_)
                            | ChunkKind::Adverb
                            | ChunkKind::Added
                    )
                });
            let joined = before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::And)) && object_follows;
            relative || opens || joined || after_noun && (object_follows || next.is_some_and(noun_material))
        }
        Form::Gerund => {
            !next.is_some_and(|l| l.is(Category::Of))
                && !before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Owner))
        }
        // "and wounded 12", "soldiers wounded in", but "wounded soldiers were".
        // "fled with their wounded and dead".
        Form::Past | Form::Participle
            if before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Added)) =>
        {
            false
        }
        Form::Past | Form::Participle => {
            // "and killed brothers Julio and Ramon Lund".
            let named = before.is_some_and(|chunk| matches!(chunk.kind, ChunkKind::And))
                && next.is_some_and(|next| next.is_any(&[Category::People, Category::Title]))
                && lexemes
                    .get(at + 2)
                    .is_some_and(|name| name.unknown_word() && name.letters != Letters::Lower);
            named || after_noun || object_follows || !next.is_some_and(noun_material)
        }
        _ => true,
    }
}

/// "porte à 52", "brings to 52": whether a preposition and a number follow, with small words between.
pub(super) fn toll_number_follows(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    let next = (at + 1..lexemes.len().min(at + 4)).find(|i| !lexemes[*i].is(Category::Adverb));
    next.is_some_and(|next| {
        lexemes[next].is_any(&[Category::PlacePreposition, Category::Preposition, Category::To])
            && number_at(lexemes, next + 1).is_some()
    })
}

/// The verb group that begins at a lexeme, and the lexeme after it.
pub fn verb_at<'a>(
    lexemes: &[Lexeme<'a>],
    start: usize,
    before: Option<&Chunk<'a>>,
    pack: &Pack,
) -> Option<(ChunkKind<'a>, usize)> {
    let mut verb = VerbGroup {
        main: Main::Auxiliary,
        form: Form::Plain,
        main_span: lexemes[start].span,
        be: false,
        have: false,
        negated: false,
        modal: false,
        conditional: false,
        infinitive: false,
        takes: false,
        loses: false,
        claims: false,
        also: false,
        finds: false,
        number: None,
    };
    // Where nouns have capitals, a word with one is no verb but at the head of its sentence.
    let first = &lexemes[start];
    if pack.traits.capital_nouns
        && first.letters != Letters::Lower
        && !first.shouted
        && start > 0
        && !matches!(lexemes[start - 1].shape, Shape::Colon | Shape::Stop | Shape::Open)
    {
        return None;
    }
    // "A Khenchela, trois soldats": a capital without its accent.
    if start == 0 && first.is(Category::PlacePreposition) && first.is(Category::Have) {
        return None;
    }
    let (mut at, mut end, mut aided) = (start, start, false);
    while let Some(lexeme) = lexemes.get(at).filter(|lexeme| lexeme.date.is_none()) {
        // "und sein Fahrer": a possessive, where a noun follows.
        let possessive = lexeme.is(Category::PossessiveWord)
            && lexemes.get(at + 1).is_some_and(|next| {
                next.letters != Letters::Lower && next.shape == Shape::Word || noun_material(next)
            });
        if possessive {
            break;
        }
        verb.conditional |= lexeme.is(Category::Conditional);
        if verb.number.is_none() && !verb.modal && !verb.infinitive {
            let one = lexeme.is(Category::SingularVerb).then_some(Form::Singular);
            verb.number = one.or_else(|| lexeme.is(Category::PluralVerb).then_some(Form::Plural));
        }
        if lexeme.is(Category::Be) && !lexeme.hyphen {
            verb.be = true;
        } else if lexeme.is(Category::Have) {
            verb.have = true;
        } else if lexeme.is(Category::Modal) {
            verb.modal = true;
            verb.claims |= lexeme.is(Category::Say);
        } else if lexeme.is(Category::To) {
            let next = lexemes.get(at + 1).filter(|next| next.date.is_none());
            let infinitive = next.is_some_and(|next| {
                verb_entry(next, |form| form == Form::Infinitive).is_some()
                    || next.is_any(&[Category::Be, Category::Have])
            });
            if !infinitive {
                break;
            }
            verb.infinitive = true;
        } else if lexeme.is(Category::Negation)
            && (aided
                || lexemes.get(at + 1).is_some_and(|l| {
                    verb_entry(l, |_| true).is_some()
                        || l.is_any(&[Category::Be, Category::Have])
                        // "no se registraron bajas".
                        || l.is(Category::Auxiliary) && starts_verb(lexemes, at + 2)
                }))
        {
            verb.negated = true;
        } else if lexeme.is(Category::Auxiliary) && (aided || starts_verb(lexemes, at + 1)) {
            // Changes nothing.
        } else if lexeme.is(Category::Since)
            && verb.have
            && lexemes.get(at + 1).is_some_and(|next| verb_entry(next, super::may_be_participle).is_some())
        {
            // "have since died".
            at += 1;
            continue;
        } else if aided
            && (lexeme.is(Category::Adverb) || lexeme.is(Category::Exactly) && starts_verb(lexemes, at + 1))
        {
            // "were seriously wounded": passed over where a verb follows.
            if verb_entry(lexeme, |_| true).is_some() {
                break;
            }
            verb.also |= lexeme.is(Category::Also);
            at += 1;
            continue;
        } else {
            break;
        }
        aided = true;
        at += 1;
        end = at;
    }
    let Some(lexeme) = lexemes.get(at).filter(|lexeme| lexeme.date.is_none()) else {
        return aided.then_some((ChunkKind::Verb(verb), end));
    };
    let wanted = |form: Form| {
        if (verb.infinitive || verb.modal) && !verb.be && !verb.have {
            matches!(form, Form::Infinitive | Form::Past | Form::Plain)
        } else if verb.be || verb.have {
            !matches!(form, Form::Finite)
        } else {
            true
        }
    };
    // "hurt", "put": without an auxiliary the past is likelier than the plain form.
    let past =
        (!aided).then(|| verb_entry(lexeme, |form| matches!(form, Form::Past | Form::Finite))).flatten();
    // "were cut down": behind an auxiliary, a participle is likelier than an infinitive of the same letters.
    let participle = ((verb.be || verb.have) && !verb.infinitive)
        .then(|| verb_entry(lexeme, super::may_be_participle))
        .flatten();
    if let Some(entry) = past.or(participle).or_else(|| verb_entry(lexeme, wanted)) {
        let infinitive_noun =
            aided && (verb.be || verb.have) && entry.form == Form::Infinitive && !verb.infinitive;
        if aided && !infinitive_noun || !aided && is_verb_here(lexemes, at, entry.form, before, pack) {
            verb.main = main_of(entry);
            verb.form = entry.form;
            verb.main_span = lexeme.span;
            verb.takes = lexeme.entries.iter().any(|entry| {
                entry.category == Category::Verb && entry.detail.outcome == Some(Outcome::Captured)
            });
            verb.loses = lexeme
                .entries
                .iter()
                .any(|entry| entry.category == Category::Verb && entry.detail.frame == Some(Frame::Loss));
            verb.finds = entry.category == Category::Result && entry.detail.weak || entry.detail.found;
            return Some((ChunkKind::Verb(verb), at + 1));
        }
    }
    if verb.be && !verb.infinitive {
        // "is dead", "were missing", but "were dead soldiers".
        let alone =
            !lexemes.get(at + 1).is_some_and(|next| noun_material(next) && !next.is_any(&[Category::Adverb]));
        let state = lexeme.entry(Category::TriggerAdjective).or_else(|| {
            lexeme
                .entry(Category::OutcomeNoun)
                .filter(|entry| !entry.detail.weak && entry.form == Form::Plural)
        });
        if let Some(entry) = state
            && alone
        {
            verb.main = Main::State(entry);
            verb.form = Form::Participle;
            verb.main_span = lexeme.span;
            return Some((ChunkKind::Verb(verb), at + 1));
        }
    }
    aided.then_some((ChunkKind::Verb(verb), end.max(start + 1)))
}

fn starts_verb(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    lexemes.get(at).is_some_and(|lexeme| {
        lexeme.is_any(&[Category::Be, Category::Have])
            || verb_entry(lexeme, |_| true).is_some()
            || lexeme.is_any(&[Category::TriggerAdjective])
    })
}

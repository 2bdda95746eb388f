//! Noun groups: a determiner, a number, adjectives, a head and names.

use crate::extract::PartyKind;
use crate::extract::number::NumberWords;
use crate::extract::pack::{Entry, Form};
use crate::extract::statement::{Named, Span};

/// What opens a noun group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Determiner {
    /// Nothing.
    None,
    /// "the".
    Definite,
    /// "a".
    Indefinite,
    /// "these".
    Demonstrative,
    /// "his".
    Possessive,
    /// "all".
    Whole,
    /// "no".
    No,
}

/// What a noun group is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Head<'a> {
    /// People, by a noun.
    Person(&'a Entry),
    /// A person, by a name.
    Name,
    /// "they".
    Pronoun(&'a Entry),
    /// A number without a noun.
    Number,
    /// The noun of an event: "the murder".
    Event(&'a Entry),
    /// People by what became of them: "12 dead".
    Outcome(&'a Entry),
    /// "death toll".
    Toll(&'a Entry),
    /// An armed group or force by its name.
    Group,
    /// "the army".
    Body(&'a Entry),
    /// A place by its name.
    Place,
    /// Something that is no people.
    Thing,
    /// A noun that the vocabulary does not have.
    Unknown,
}

/// A noun group.
#[derive(Clone, Debug)]
pub struct NounGroup<'a> {
    /// All its words.
    pub span: Span,
    /// What opens it.
    pub determiner: Determiner,
    /// Its number.
    pub number: Option<NumberWords>,
    /// These are not the people named before.
    pub other: bool,
    /// "the third": one of a series.
    pub ordinal: bool,
    /// What it is about.
    pub head: Head<'a>,
    /// The word that says so.
    pub head_span: Span,
    /// The number that the head's form gives.
    pub form: Form,
    /// What kind of people.
    pub party: Option<PartyKind>,
    /// The words that say so.
    pub party_span: Option<Span>,
    /// Their nationality.
    pub country: Option<Named>,
    /// They belong to a force of no one country.
    pub multinational: bool,
    /// Their armed group or force.
    pub group: Option<Named>,
    /// Their unit.
    pub unit: Option<Span>,
    /// Personal names.
    pub names: Vec<Span>,
    /// A title or noun stands before the name.
    pub titled: bool,
    /// It is a name only because nothing is known of its word, in a text whose capitals tell nothing.
    pub shouted: bool,
    /// "dead", "wounded" before the head.
    pub condition: Option<(&'a Entry, Span)>,
    /// A word such as "province" or "bridge" is among its words.
    pub place_noun: bool,
    /// A word for where the hurt and the dead are taken is among its words: "hospital".
    pub care: bool,
    /// A word for their life is among its words: "lost their lives".
    pub life: bool,
    /// A word for what only forces have or do is among its words: "the operation", "a tank".
    pub military: bool,
    /// Where it stands, for a place.
    pub place: Option<&'a Entry>,
}

impl NounGroup<'_> {
    /// Whether its form means more than one.
    pub fn is_plural(&self) -> bool {
        let number = self.number.as_ref().is_some_and(|n| n.figure != Some(1));
        number || matches!(self.form, Form::Plural | Form::Collective | Form::Dual)
    }

    /// Whether it speaks of people one by one.
    pub fn is_people(&self) -> bool {
        matches!(self.head, Head::Person(_) | Head::Name | Head::Pronoun(_) | Head::Number | Head::Outcome(_))
            && !self.is_organisation()
    }

    /// Whether it is a name with an article and no title: an organisation, a place or a thing.
    pub fn is_organisation(&self) -> bool {
        matches!(self.head, Head::Name) && self.determiner != Determiner::None && self.number.is_none()
    }

    /// Whether it points back to people spoken of before.
    pub fn is_definite(&self) -> bool {
        matches!(self.determiner, Determiner::Definite | Determiner::Demonstrative | Determiner::Whole)
            || matches!(self.head, Head::Pronoun(_))
    }
}

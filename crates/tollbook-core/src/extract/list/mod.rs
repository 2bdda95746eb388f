//! Lists of people: which noun group comes next or before, and where a member with all that belongs to it ends.

mod end;
mod next;
mod own_verb;
mod previous;

use super::chunk::NounGroup;

pub(super) use own_verb::may_describe;

/// Whether a noun group speaks of several without a number or a name: "the police".
fn is_crowd(noun: &NounGroup<'_>) -> bool {
    noun.is_plural() && noun.number.is_none() && noun.names.is_empty()
}

/// Where a list stands, and so whose the verb behind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// In a clause of its own: a noun that has the verb begins the next clause.
    Main,
    /// In a relative clause: the verb is most likely the main clause's.
    Relative,
    /// Behind the noun that is the subject of the verb: "the deaths of two clerks, a cook and a guard were".
    Subject,
}

/// How a list goes on to its next member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Comma,
    Semicolon,
    Added,
    Colon,
    Age,
}

//! Whether a noun group of a list adds nobody: it describes the people before it, or their number counts it too.

use crate::extract::chunk::{ChunkKind, Determiner, Head, NounGroup};
use crate::extract::clause::Clauses;
use crate::extract::list::Join;
use crate::extract::pack::Form;
use crate::extract::statement::NumberForm;

impl<'c, 'a> Clauses<'c, 'a> {
    /// Whether the number of the people at `previous` counts the bare plural at `next` too.
    pub(super) fn shares_number(&self, previous: usize, next: usize) -> bool {
        let (Some(a), Some(b)) = (self.noun(previous), self.noun(next)) else { return false };
        // "662 ضابطا وجنديا": behind such a number its noun is singular, and the second has the same form.
        let large = a.number.as_ref().and_then(|number| number.figure).is_some_and(|figure| figure > 10);
        let counted = self.pack.traits.construct
            && large
            && matches!(b.head, Head::Person(entry) if entry.detail.counted)
            && b.form == Form::Singular;
        a.number.as_ref().is_some_and(|number| number.figure.is_none_or(|figure| figure > 2))
            // "30 Ruritanian and foreign soldiers".
            && (matches!(a.head, Head::Person(_)) || matches!(a.head, Head::Unknown | Head::Number) && a.country.is_some())
            && matches!(b.head, Head::Person(_) | Head::Body(_))
            && (counted || matches!(b.form, Form::Plural | Form::Collective))
            && b.number.is_none()
            && (b.determiner == Determiner::None
                // "عشرات المدنيين والعسكريين".
                || self.pack.traits.construct
                    && b.determiner == Determiner::Definite
                    && a.number.as_ref().is_some_and(|number| number.form == NumberForm::Vague))
            && !b.other
            && b.names.is_empty()
            // "48 British and Egyptian soldiers"; "34 soldats et policiers congolais": behind both nouns an adjective is said
            // of both.
            && (b.country.is_none()
                || !matches!(a.head, Head::Person(_)) && a.names.is_empty()
                || self.pack.traits.adjective_after_noun && a.country.is_none())
    }

    /// Whether the noun group at `next` describes the people at `previous` and adds nobody.
    pub(super) fn is_apposition(&self, previous: usize, next: usize, how: Join, members: usize) -> bool {
        let (Some(a), Some(b)) = (self.noun(previous), self.noun(next)) else { return false };
        let one = |noun: &NounGroup<'_>| {
            noun.number.as_ref().is_none_or(|n| n.figure == Some(1))
                && noun.form != Form::Plural
                && !noun.is_plural()
        };
        // A role without an article adds nobody: "Lund, leader of the party and secretary of the union".
        let bare_role = matches!(b.head, Head::Person(_))
            && b.names.is_empty()
            && b.number.is_none()
            && b.form == Form::Singular
            && b.determiner == Determiner::None
            && !b.other;
        // "الضابط أبو سيف وسائقه": where an owner is written together with the noun, "and" may add somebody.
        let adds = self.pack.traits.construct && how == Join::And && self.noun(next + 1).is_none();
        if bare_role && !a.names.is_empty() && !adds {
            return true;
        }
        if how == Join::And {
            // "senator and leader Lund": a role without an article goes on to the name.
            return members == 1
                && matches!(a.head, Head::Person(_))
                && a.names.is_empty()
                && a.determiner == Determiner::None
                && a.number.is_none()
                && a.form == Form::Singular
                && matches!(b.head, Head::Person(_))
                && b.determiner == Determiner::None
                && b.form == Form::Singular
                && !b.names.is_empty();
        }
        let named = !a.names.is_empty();
        // "Dr Lund, his wife, and two children": of whoever is named first nobody else can be the owner.
        // "The bodies of Lund, his brother and": bodies own nobody.
        let owner = |noun: &NounGroup<'_>| noun.is_people() && !matches!(noun.head, Head::Outcome(_));
        let first_named = named && !(0..previous).any(|i| self.noun(i).is_some_and(owner));
        if first_named
            && b.determiner == Determiner::Possessive
            && b.names.is_empty()
            && self.list_continues(self.end_of(next) + 1)
        {
            return false;
        }
        let role = matches!(b.head, Head::Person(_)) && b.names.is_empty() && one(b) && !b.other;
        if named && role {
            // "Lund, a clerk, and Roth", but "Lund, a nurse and two drivers".
            let after = self.end_of(next) + 1;
            let list = b.determiner == Determiner::Indefinite
                && matches!(self.kind(after), Some(ChunkKind::And))
                && self.joins(after + 1)
                && self.noun(after + 1).is_some_and(|n| n.names.is_empty());
            return !list;
        }
        // "the mayor, Anna Roth,".
        let first_role = matches!(a.head, Head::Person(_)) && a.names.is_empty() && one(a);
        // "his driver, Sergeant Roth, and", "the president's brother, Senator Roth".
        let owned = a.determiner == Determiner::Possessive
            || matches!(previous.checked_sub(1).and_then(|i| self.kind(i)), Some(ChunkKind::Owner));
        if first_role && owned && b.titled && b.determiner == Determiner::None && one(b) {
            return true;
        }
        if first_role && !b.names.is_empty() && one(b) && !b.titled {
            let after = self.end_of(next) + 1;
            let ends =
                !matches!(self.kind(after), Some(ChunkKind::And)) || a.determiner == Determiner::Definite;
            return ends;
        }
        // "his brother, a doctor, and": two roles of one person.
        bare_role
            && role
            && a.determiner != Determiner::Indefinite
            && b.determiner == Determiner::Indefinite
            && !matches!(self.kind(self.end_of(next) + 1), Some(ChunkKind::And))
    }
}

//! Statements of the same text that speak of the same people.
//!
//! A surname after the full name, a definite group with the same head, outcome and no other number, and a
//! pronoun after one statement of its sentence are certain; anything less sure is only possible and changes
//! no field.

use super::statement::{NumberForm, Party, PartyKind, Repeat, Span, Statement};

/// How many statements before it a statement is compared with.
const BACK: usize = 60;

/// Marks the statements that repeat an earlier one, and lets certain repeats share whose people they are.
pub fn mark_repeats(text: &str, found: &mut [Statement], share_sides: bool) {
    let keys: Vec<Key> = found.iter().map(|statement| Key::from_statement(text, statement)).collect();
    for at in 1..found.len() {
        let (earlier, rest) = found.split_at_mut(at);
        let Some(statement) = rest.first_mut() else { continue };
        let first = at.saturating_sub(BACK);
        let repeat = earlier[first..]
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, other)| other.outcome == statement.outcome)
            .filter_map(|(n, other)| {
                Some((n + first, certainty((other, &keys[n + first]), (statement, &keys[at]))?))
            })
            .max_by_key(|(of, certain)| (*certain, std::cmp::Reverse(*of)));
        let Some((of, certain)) = repeat else { continue };
        // The repeat of a repeat is one of the first.
        let root =
            earlier[of].repeat.filter(|repeat| repeat.certain && certain).map_or(of, |repeat| repeat.of);
        statement.repeat = Some(Repeat { of: root, certain });
        if certain && share_sides {
            share(&mut earlier[of], statement);
        }
    }
}

/// The words by which people are recognised.
struct Key {
    /// The last word of each name.
    surnames: Vec<String>,
    /// The words of each name.
    names: Vec<Vec<String>>,
    /// The noun.
    head: String,
}

impl Key {
    fn from_statement(text: &str, statement: &Statement) -> Self {
        let party = statement.patient.as_ref();
        let names: Vec<Vec<String>> = party.map_or_else(Vec::new, |party| {
            let words = |span: &Span| span.words(text).split_whitespace().map(str::to_lowercase).collect();
            party.names.iter().map(words).collect()
        });
        let surnames = names.iter().filter_map(|name| name.last().cloned()).collect();
        let head = party
            .and_then(|party| party.head)
            .map_or_else(String::new, |span| span.words(text).to_lowercase());
        Self { surnames, names, head }
    }

    /// How many of its names stand for someone named in `before`. Spanish names end in the mother's: a name
    /// all of whose words belong to a longer one is its repeat too.
    fn shared(&self, before: &Self) -> usize {
        let known = |name: &&Vec<String>| {
            name.last().is_some_and(|last| before.surnames.contains(last))
                || before.names.iter().any(|longer| name.iter().all(|word| longer.contains(word)))
        };
        self.names.iter().filter(known).count()
    }
}

/// Whether a statement certainly (`true`) or possibly (`false`) speaks of the people of an earlier one.
fn certainty((other, before): (&Statement, &Key), (statement, now): (&Statement, &Key)) -> Option<bool> {
    let (Some(_), Some(party)) = (&other.patient, &statement.patient) else { return None };
    if !now.names.is_empty() && !before.names.is_empty() {
        return match now.shared(before) {
            0 => None,
            n => Some(n == now.names.len() && statement.members.len() == now.names.len()),
        };
    }
    let heads = !now.head.is_empty() && before.head == now.head;
    let same_count = other.count.figures == statement.count.figures;
    let unnumbered = statement.count.form == NumberForm::Plural;
    if heads && party.definite && (same_count || unnumbered) && now.names.is_empty() {
        return Some(true);
    }
    let pronoun =
        party.definite && now.names.is_empty() && party.kind.is_none() && party.head == Some(party.span);
    if pronoun {
        let several = |statement: &Statement| statement.count.figures.low.map(|low| low >= 2);
        let fits = several(other).zip(several(statement)).is_none_or(|(a, b)| a == b);
        return fits.then_some(other.sentence == statement.sentence);
    }
    (heads && same_count && statement.count.figures.best.is_some_and(|n| n > 1)).then_some(false)
}

fn needs_forces(statement: &Statement) -> bool {
    let of_no_country = |party: &Party| {
        party.kind == Some(PartyKind::StateForces) && party.country.is_none() && !party.multinational
    };
    statement.patient.as_ref().is_some_and(of_no_country)
}

/// What is said of the people once holds wherever they are spoken of.
fn share(first: &mut Statement, again: &mut Statement) {
    let (Some(a), Some(b)) = (&mut first.patient, &mut again.patient) else { return };
    if b.says_no_side() {
        b.take_side_of(a);
    } else if a.says_no_side() && b.kind != Some(PartyKind::Other) {
        a.take_side_of(b);
    } else if a.kind == b.kind {
        // "thirteen Ruritanian sappers", "the sappers": the nationality is said once.
        let country = a.country.clone().or_else(|| b.country.clone());
        (a.country, b.country) = (country.clone(), country);
    }
    let forces = first.forces_of.clone().or_else(|| again.forces_of.clone());
    first.forces_of = forces.clone().filter(|_| needs_forces(first));
    again.forces_of = forces.filter(|_| needs_forces(again));
}

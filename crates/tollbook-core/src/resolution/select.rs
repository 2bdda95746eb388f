//! Which statement of a text the words of an annotation select.

use crate::extract::{Count, Member, NumberForm, Party, PartyKind, Span, Statement};
use crate::model::{Figures, Kind, Outcome};

/// The statement that the passage `span` selects, of the outcome where one is given: the one whose people,
/// number or trigger the passage shares. Of people who are joined ("a nurse and two drivers") a passage may
/// select some. Where several statements with different figures lie in the passage and nothing tells
/// which is meant, the count is left blank. `None` where the passage touches no statement.
pub fn select(
    text: &str,
    statements: &[Statement],
    span: Span,
    kind: Kind,
    outcome: Option<Outcome>,
) -> Option<Statement> {
    let fits = |statement: &&Statement| match (kind, statement.kind) {
        (Kind::Strength, kind) => kind == Kind::Strength,
        (_, Kind::Strength) => false,
        _ => outcome.is_none() || statement.outcome.is_none() || statement.outcome == outcome,
    };
    let statements = joined_sides(statements, span);
    let candidates = statements.iter().filter(fits);
    let mut ranked: Vec<(Rank, &Statement)> =
        candidates.filter_map(|statement| Some((rank(statement, span, kind)?, statement))).collect();
    ranked.sort_by(|(a, _), (b, _)| b.cmp(a));
    let (best, first) = ranked.first()?;
    let mut selected = members_in(text, first, span);
    let rivals = ranked.iter().skip(1).filter(|(rank, _)| rank == best);
    for (_, rival) in rivals {
        if rival.count.figures != first.count.figures {
            selected.count = Count::default();
        }
        selected.date =
            selected.date.filter(|date| rival.date.as_ref().is_some_and(|other| other.range == date.range));
        selected.country =
            selected.country.filter(|it| rival.country.as_ref().is_some_and(|other| other.name == it.name));
        selected.place =
            selected.place.filter(|it| rival.place.as_ref().is_some_and(|other| other.name == it.name));
        if party_key(&rival.patient) != party_key(&selected.patient) {
            selected.patient = None;
        }
    }
    Some(selected)
}

/// The statements, of which those that say the same of people of different sides are one where the passage takes in
/// people of several: "six rebels and a soldier" are seven.
fn joined_sides(statements: &[Statement], span: Span) -> Vec<Statement> {
    let meets = |statement: &Statement| people_span(statement).is_some_and(|people| people.overlaps(span));
    let mut found: Vec<Statement> = Vec::with_capacity(statements.len());
    for statement in statements {
        let goes_on = |last: &&mut Statement| {
            last.trigger == statement.trigger
                && (last.outcome, last.kind, last.slot, last.path)
                    == (statement.outcome, statement.kind, statement.slot, statement.path)
                && !last.members.is_empty()
                && !statement.members.is_empty()
                && meets(last) == meets(statement)
        };
        match found.last_mut().filter(goes_on) {
            Some(last) => join_side(last, statement),
            None => found.push(statement.clone()),
        }
    }
    found
}

/// Adds people of another side to a statement.
fn join_side(statement: &mut Statement, more: &Statement) {
    statement.members.extend(more.members.iter().cloned());
    statement.count = Count {
        written: None,
        figures: sum([statement.count.figures, more.count.figures].into_iter()),
        form: NumberForm::Sum,
    };
    if let (Some(party), Some(other)) = (&mut statement.patient, &more.patient) {
        party.span = party.span.with(other.span);
        party.kind = party.kind.filter(|kind| other.kind == Some(*kind));
        party.country = party
            .country
            .take()
            .filter(|country| other.country.as_ref().is_some_and(|o| o.name == country.name));
        party.group =
            party.group.take().filter(|group| other.group.as_ref().is_some_and(|o| o.name == group.name));
        party.names.extend(other.names.iter().copied());
        party.definite &= other.definite;
    }
    statement.forces_of = statement
        .forces_of
        .take()
        .filter(|forces| more.forces_of.as_ref().is_some_and(|other| other.name == forces.name));
}

/// What makes two patients the same people for a side.
fn party_key(party: &Option<Party>) -> Option<(Option<PartyKind>, Option<&str>, Option<&str>)> {
    party.as_ref().map(|party| {
        (
            party.kind,
            party.country.as_ref().map(|named| named.name.as_str()),
            party.group.as_ref().map(|named| named.name.as_str()),
        )
    })
}

/// How well a passage selects a statement; a higher one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// The passage shares the people or their number; else only the trigger.
    people: bool,
    /// The kinds agree.
    kind: bool,
    /// How much of the passage and of the people they share, in steps of a tenth; 10 for a passage that
    /// holds all of the statement.
    shared: u8,
    /// It speaks of people for the first time.
    first: bool,
}

fn rank(statement: &Statement, span: Span, kind: Kind) -> Option<Rank> {
    let people = people_span(statement);
    let meets_people = people.is_some_and(|people| people.overlaps(span));
    if !meets_people && !statement.trigger.overlaps(span) {
        return None;
    }
    let whole = people.unwrap_or(statement.trigger).with(statement.trigger);
    let shared = match people {
        _ if span.contains(whole) => 10,
        Some(people) if meets_people => {
            let common = people.end.min(span.end) - people.start.max(span.start);
            let all = people.with(span);
            (common * 10 / (all.end - all.start).max(1)).min(10) as u8
        }
        _ => 0,
    };
    Some(Rank {
        people: meets_people,
        kind: statement.kind == kind,
        shared,
        first: statement.repeat.is_none(),
    })
}

/// The words of the people and their number.
pub(super) fn people_span(statement: &Statement) -> Option<Span> {
    let patient = statement.patient.as_ref().map(|party| party.span);
    match (patient, statement.count.written) {
        (Some(patient), Some(count)) if near(patient, count) => Some(patient.with(count)),
        (Some(patient), _) => Some(patient),
        (None, count) => count,
    }
}

/// Whether two spans touch or all but touch.
fn near(a: Span, b: Span) -> bool {
    a.overlaps(b) || a.start.abs_diff(b.end) <= 2 || b.start.abs_diff(a.end) <= 2
}

/// The statement as far as the passage selects its members: all of them, or only those that it touches.
fn members_in(text: &str, statement: &Statement, span: Span) -> Statement {
    let mut selected = statement.clone();
    let mut touched: Vec<&Member> =
        statement.members.iter().filter(|member| touches(text, member.party.span, span)).collect();
    if touched.is_empty() && people_span(statement).is_some_and(|people| people.contains(span)) {
        // Words between two members belong to the first: "a minor known as Carlos, and a policeman".
        touched.extend(statement.members.iter().rev().find(|member| member.party.span.end <= span.start));
    }
    // "13 dead: nine soldiers": the passage leaves out the number that counts all.
    let other_number = statement.count.written.is_some_and(|written| !written.overlaps(span))
        && touched.iter().all(|member| {
            matches!(member.count.form, NumberForm::Digits | NumberForm::Words)
                && member.count.figures != statement.count.figures
        });
    let some = statement.members.len() > 1 && touched.len() < statement.members.len();
    if touched.is_empty() || !some && !other_number {
        return selected;
    }
    // "two sergeants and a captain, three men in all": a number of its own is the whole group's.
    selected.count = match touched.as_slice() {
        [only] => only.count.clone(),
        several => Count {
            written: None,
            figures: sum(several.iter().map(|member| member.count.figures)),
            form: NumberForm::Sum,
        },
    };
    let mut party = touched[0].party.clone();
    for member in &touched[1..] {
        party.span = party.span.with(member.party.span);
        party.kind = party.kind.filter(|kind| member.party.kind == Some(*kind));
        party.names.extend(member.party.names.iter().copied());
    }
    if let Some(whole) = selected.patient.as_ref().filter(|_| party.says_no_side()) {
        // "the priests Lund, Roth and Keller": each of them is a priest.
        party.take_side_of(whole);
    }
    selected.patient = Some(party);
    selected
}

/// Whether a passage takes in words: all of them, or a part that holds a letter or digit.
fn touches(text: &str, words: Span, span: Span) -> bool {
    let common = Span::new(words.start.max(span.start), words.end.min(span.end));
    common.start < common.end && common.words(text).chars().any(char::is_alphanumeric)
}

/// The sum of figures; blank where one of them is.
fn sum(figures: impl Iterator<Item = Figures>) -> Figures {
    let add = |a: Option<u64>, b: Option<u64>| Some(a?.saturating_add(b?));
    figures
        .reduce(|a, b| Figures {
            low: add(a.low, b.low),
            best: add(a.best, b.best),
            high: add(a.high, b.high),
        })
        .unwrap_or(Figures::BLANK)
}

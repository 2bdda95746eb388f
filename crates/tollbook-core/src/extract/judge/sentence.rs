//! What the statements of one sentence take from each other: sides, and of parts the whole.

use crate::extract::Kind;
use crate::extract::statement::{Distance, Party, PartyKind, Slot, StatedDate, StatedPlace, Statement};

/// Ties parts to their wholes and drops statements that another of the sentence holds.
pub fn settle_sentence(found: &mut [Statement]) {
    share_side_of_total(found);
    // "four dead and seven wounded in the ranks of the army": said once, and holds for all.
    for at in (0..found.len().saturating_sub(1)).rev() {
        let (before, after) = found.split_at_mut(at + 1);
        let (this, next) = (&mut before[at], &after[0]);
        if this.slot != Slot::OutcomeNoun || next.slot != Slot::OutcomeNoun {
            continue;
        }
        // "eleven wounded, including a policeman": the rest may be others; where children are, most are civilians.
        let civilian = |party: &Party| party.kind == Some(PartyKind::Civilians);
        let of_unit = this.patient.as_ref().is_some_and(|party| party.unit.is_some());
        if next.kind == Kind::Part && !of_unit && !next.patient.as_ref().is_some_and(civilian) {
            continue;
        }
        if let (Some(party), Some(other)) = (&mut this.patient, &next.patient)
            && party.says_no_side()
        {
            party.take_side_of(other);
        }
    }
}

/// "The three deaths bring to 41 the number of soldiers killed": the three are such soldiers.
fn share_side_of_total(found: &mut [Statement]) {
    let Some(total) = found.iter().position(|statement| statement.kind == Kind::Total) else { return };
    let (before, after) = found.split_at_mut(total);
    let Some((outcome, whole)) =
        after.first().and_then(|total| Some((total.outcome, total.patient.as_ref()?)))
    else {
        return;
    };
    for statement in before.iter_mut().filter(|statement| statement.outcome == outcome) {
        if let Some(party) = &mut statement.patient
            && party.definite
            && party.says_no_side()
            && statement.slot == Slot::OutcomeNoun
        {
            party.take_side_of(whole);
        }
    }
}

/// Ties each part to the statement of its sentence, from `first` on, that gives the whole.
pub fn tie_parts(found: &mut [Statement], first: usize) {
    for at in first..found.len() {
        if found[at].kind != Kind::Part {
            continue;
        }
        let whole = (first..found.len())
            .filter(|other| found[*other].kind != Kind::Part && found[*other].outcome == found[at].outcome)
            .min_by_key(|other| other.abs_diff(at));
        found[at].whole = whole;
        let Some(whole) = whole.filter(|whole| *whole < at) else { continue };
        // "Fifty people were killed, 30 of them soldiers": not all of these people are civilians.
        let armed = found[at]
            .patient
            .as_ref()
            .is_some_and(|party| matches!(party.kind, Some(PartyKind::StateForces | PartyKind::ArmedGroup)));
        if let Some(party) = found[whole]
            .patient
            .as_mut()
            .filter(|party| armed && party.weak && party.kind == Some(PartyKind::Civilians))
        {
            party.kind = None;
        }
        // "Fifty were killed on Friday, among them five children": the five on Friday, too.
        let (date, country) = (found[whole].date.clone(), found[whole].country.clone());
        let part = &mut found[at];
        let within = |distance: Distance| distance.max(Distance::Sentence);
        part.date = part.date.take().or(date.map(|it| StatedDate { distance: within(it.distance), ..it }));
        part.country =
            part.country.take().or(country.map(|it| StatedPlace { distance: within(it.distance), ..it }));
    }
}

//! A total's scope, and what comes of comparing it, as a reader says it.

use super::between::Between;
use crate::model::{Claim, Project};

/// What a total speaks of: "Serval and Barkhane, in combat, French forces killed, from 2013-01-11".
pub fn scope(project: &Project, claim: &Claim, excluded: usize) -> String {
    let side = project.entry_name(claim.side);
    let outcome = claim.outcome.map_or("", |outcome| outcome.as_str());
    let operations = claim.operations.iter().map(|&id| project.operation_name(Some(id)));
    let areas = claim.scope_areas.iter().map(|&id| project.entry_name(Some(id)));
    let places = and(areas.chain(claim.scope_countries.iter().map(String::as_str)));
    let parts = [
        and(operations),
        if places.is_empty() { String::new() } else { format!("in {places}") },
        project.entry_name(claim.definition).to_owned(),
        format!("{side} {outcome}").trim().to_owned(),
        claim.scope_from.map_or_else(String::new, |from| format!("from {from}")),
        match excluded {
            0 => String::new(),
            1 => "less 1 incident".to_owned(),
            n => format!("less {n} incidents"),
        },
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(", ")
}

/// "Mali, Niger and Chad".
fn and<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// "Since 2020-12-28 (48): 4 more reported, 3 more were counted; 1 is missing between them".
pub fn between(between: &Between) -> String {
    let Between { since, reported_then, more_reported, more_counted, .. } = between;
    let reported = match more_reported {
        0 => "no more reported".to_owned(),
        n if *n < 0 => format!("{} fewer reported", n.abs()),
        n => format!("{n} more reported"),
    };
    let counted = match more_counted {
        None => "how many more were counted is a range".to_owned(),
        Some(0) => "none more was counted".to_owned(),
        Some(n) if *n < 0 => format!("{} fewer were counted", n.abs()),
        Some(1) => "1 more was counted".to_owned(),
        Some(n) => format!("{n} more were counted"),
    };
    let so = match between.missing() {
        _ if *more_reported < 0 => "; the two contradict each other".to_owned(),
        None => String::new(),
        Some(0) => "; none is missing between them".to_owned(),
        Some(1) => "; 1 is missing between them".to_owned(),
        Some(n) if n < 0 => format!("; {} more counted than reported between them", n.abs()),
        Some(n) => format!("; {n} are missing between them"),
    };
    format!("Since {since} ({reported_then}): {reported}, {counted}{so}")
}

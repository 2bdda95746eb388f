//! What a claim says, in one line: "13 killed · 2019-11-25 · French forces · Mali".

use super::claim_form;
use crate::ui::widgets::typed;
use tollbook_core::model::{Claim, Kind};
use tollbook_state::Workspace;

/// One line about a claim: figure and outcome, then what else is known of it.
pub fn claim_summary(open: &Workspace, claim: &Claim) -> String {
    let count = if claim.count.is_blank() { "Unknown number".to_owned() } else { claim.count.to_string() };
    let outcome = claim.outcome.map_or("", |outcome| outcome.as_str());
    let mut parts = vec![format!("{count} {outcome}").trim_end().to_owned()];
    if claim.kind != Kind::Incident {
        parts.push(claim.kind.to_string());
    }
    let operation: Vec<&str> =
        claim.operations.iter().map(|&id| open.project.operation_name(Some(id))).collect();
    let date = if claim.kind == Kind::Total { claim.as_of } else { claim.date };
    let hostile = match claim_form::hostile_name(claim.hostile) {
        "Yes" => "hostile",
        "No" => "not hostile",
        _ => "",
    };
    let known = [
        typed::show_date(date),
        open.project.entry_name(claim.side).to_owned(),
        operation.join(", "),
        claim.country.clone(),
        claim.place.clone(),
        open.project.entry_name(claim.cause).to_owned(),
        hostile.to_owned(),
    ];
    parts.extend(known.into_iter().filter(|part| !part.is_empty()));
    parts.join(" · ")
}

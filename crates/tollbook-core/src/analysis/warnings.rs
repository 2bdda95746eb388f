//! What the coder should look at in an incident, as sentences (docs/counting-rules.md).

use super::incident::IncidentView;
use super::places;
use crate::model::Project;

/// Everything to be looked at in an incident: what its claims give cause for, and whether it lies
/// outside its operation.
pub fn all(project: &Project, view: &IncidentView) -> Vec<String> {
    view.warnings.iter().cloned().chain(outside_operation(project, view)).collect()
}

/// Whether an incident is dated outside the life of its operation, or placed outside its area.
///
/// Not part of the view, which does not change with an operation.
pub fn outside_operation(project: &Project, view: &IncidentView) -> Vec<String> {
    let mut warnings = Vec::new();
    let Some(operation) = view.operation.value.and_then(|id| project.operations.get(id)) else {
        return warnings;
    };
    let name = &operation.name;
    if let Some(date) = view.date.value {
        if let Some(begins) = operation.begins.filter(|begins| date.last() < *begins) {
            warnings.push(format!(
                "{date} is before {name} began, on {begins}; check the date and the operation."
            ));
        }
        if let Some(ends) = operation.ends.filter(|ends| *ends < date.first()) {
            warnings
                .push(format!("{date} is after {name} ended, on {ends}; check the date and the operation."));
        }
    }
    if let Some(country) = &view.country.value {
        let area = places::of_operation(project, operation);
        if !area.is_empty() && !area.iter().any(|known| places::same(known, country)) {
            warnings.push(format!(
                "{country} is not in the area of {name}; check the country and the operation."
            ));
        }
    }
    warnings
}

//! Countries and the project's named areas ("Sahel"), and whether an operation fits a place and
//! a day.

use jiff::civil::Date;

use crate::model::{DateRange, EntryId, List, Operation, Project};

/// Whether two names are of one country, whatever their case.
pub fn same(a: &str, b: &str) -> bool {
    let lower = |name: &'_ str| name.trim().chars().flat_map(char::to_lowercase).collect::<String>();
    a == b || lower(a) == lower(b)
}

/// The countries of a named area, as its list entry says.
pub fn of_area(project: &Project, area: EntryId) -> impl Iterator<Item = &str> {
    project.entries.get(area).into_iter().flat_map(|entry| entry.parts())
}

/// The countries that `names` stand for: a named area stands for its countries, any other name
/// for itself.
pub fn expand<'a>(project: &'a Project, names: impl IntoIterator<Item = &'a String>) -> Vec<&'a str> {
    let mut countries = Vec::new();
    for name in names {
        match project.entry(List::Area, name) {
            Some(area) => countries.extend(of_area(project, area)),
            None => countries.push(name.trim()),
        }
    }
    countries.retain(|country| !country.is_empty());
    countries
}

/// The countries in which an operation takes place; none is not known.
pub fn of_operation<'a>(project: &'a Project, operation: &'a Operation) -> Vec<&'a str> {
    expand(project, &operation.area)
}

/// Whether something that happened on `date` in `country` may have happened under `operation`.
/// What is not known, of either, excludes nothing.
pub fn fits(project: &Project, operation: &Operation, date: Option<&DateRange>, country: &str) -> bool {
    let begins = operation.begins.unwrap_or(Date::MIN);
    let ends = operation.ends.unwrap_or(Date::MAX);
    let in_time = date.is_none_or(|date| date.first() <= ends && begins <= date.last());
    let countries = of_operation(project, operation);
    let unknown = country.trim().is_empty() || countries.is_empty();
    in_time && (unknown || countries.iter().any(|known| same(known, country)))
}

//! Countries and the project's named areas ("Sahel"), and whether an operation fits a place and
//! a day.

use jiff::civil::Date;

use crate::model::{DateRange, EntryId, List, Operation, Project};

/// Whether two names are of one country, whatever their case.
pub fn same(a: &str, b: &str) -> bool {
    fn lower(name: &str) -> impl Iterator<Item = char> {
        name.trim().chars().flat_map(char::to_lowercase)
    }
    a == b || lower(a).eq(lower(b))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;

    #[test]
    fn an_area_stands_for_its_countries_and_any_other_name_for_itself() {
        let project = story("").project;
        let names = ["levant".to_owned(), " Mali ".to_owned(), String::new()];
        assert_eq!(expand(&project, &names), ["Iraq", "Syria", "Mali"]);
        assert!(same("MALI ", "mali") && same("Côte d’Ivoire", "CÔTE D’IVOIRE") && !same("Niger", "Nigeria"));
    }

    #[test]
    fn an_operation_fits_a_day_and_a_country_unless_something_speaks_against_it() {
        let project =
            story("operation Nowhere\n operation Takuba begins=2020-03-27 area=Sahel;Benin").project;
        let fits = |operation: &str, day: &str, country: &str| {
            let operation = project.operations.get(project.operation_named(operation).unwrap()).unwrap();
            let date = day.parse().ok().map(DateRange::day);
            super::fits(&project, operation, date.as_ref(), country)
        };
        assert!(
            fits("Barkhane", "2014-08-01", "Mali") && fits("Serval", "2014-08-01", "Mali"),
            "the day of the change"
        );
        assert!(!fits("Barkhane", "2014-07-31", "Mali") && !fits("Barkhane", "2022-11-10", "Mali"));
        assert!(fits("Barkhane", "2019-11-25", "burkina faso") && !fits("Barkhane", "2019-11-25", "Iraq"));
        assert!(fits("Barkhane", "", "Mali") && fits("Barkhane", "2019-11-25", ""));
        assert!(fits("Chammal", "2030-01-01", "Syria"), "it goes on");
        assert!(fits("Takuba", "2021-01-01", "Benin") && fits("Takuba", "2021-01-01", "Chad"));
        assert!(fits("Nowhere", "2021-01-01", "Chad"), "nothing is known of it");
        let month = DateRange::month("2014-08-20".parse().unwrap());
        let serval = project.operations.get(project.operation_named("Serval").unwrap()).unwrap();
        assert!(super::fits(&project, serval, Some(&month), "Mali"), "a month that it was part of");
    }
}

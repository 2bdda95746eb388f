//! Countries and the project's named areas ("Sahel"), and whether an operation fits a place and
//! a day.

use jiff::civil::Date;

use crate::extract::country_names;
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

/// Whether a name is of a country, or of one of the project's areas.
pub fn is_known(project: &Project, name: &str) -> bool {
    project.entry(List::Area, name.trim()).is_some() || country_names().any(|known| same(known, name))
}

/// The places that are meant by words such as "Iraq and Syria", each as the lists write it; what is in no list
/// stays as it is written.
pub fn named_in(project: &Project, words: &str) -> Vec<String> {
    if is_known(project, words) {
        return vec![as_listed(project, words)];
    }
    let parts: Vec<&str> = words.split([',', ';', '/']).collect();
    let split = |part: &str| -> Vec<String> {
        let names: Vec<&str> = part.split(" and ").collect();
        // "Trinidad and Tobago" is one; of what nobody knows, nobody can tell.
        let all_known = !is_known(project, part) && names.iter().all(|name| is_known(project, name));
        let names = if all_known { names } else { vec![part] };
        names.into_iter().map(|name| as_listed(project, name)).collect()
    };
    parts.into_iter().flat_map(split).filter(|name| !name.is_empty()).collect()
}

fn as_listed(project: &Project, name: &str) -> String {
    let name = name.trim();
    let area = project.entry(List::Area, name).map(|area| project.entry_name(Some(area)));
    area.or_else(|| country_names().find(|known| same(known, name))).unwrap_or(name).to_owned()
}

/// A sentence about those of `names` that are neither countries nor areas, if there are any.
pub fn unknown(project: &Project, names: &[String]) -> Option<String> {
    let unknown = names.iter().filter(|name| !name.trim().is_empty() && !is_known(project, name));
    let unknown: Vec<String> = unknown.map(|name| format!("“{}”", name.trim())).collect();
    let verb = if unknown.len() == 1 {
        "is neither a country nor an area"
    } else {
        "are neither countries nor areas"
    };
    (!unknown.is_empty()).then(|| format!("{} {verb} of the lists. Check the spelling.", unknown.join(", ")))
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
    fn several_places_in_words_are_read_as_the_lists_write_them() {
        let project = story("").project;
        for (words, places) in [
            ("iraq and syria", &["Iraq", "Syria"][..]),
            ("Levant; mali", &["Levant", "Mali"]),
            ("Trinidad and Tobago", &["Trinidad and Tobago"]),
            ("Atlantis and Mali", &["Atlantis and Mali"]),
            (" , ", &[]),
        ] {
            assert_eq!(named_in(&project, words), places, "{words}");
        }
        let names = ["Mali", "Atlantis", "levant", ""].map(str::to_owned);
        assert!(unknown(&project, &names).is_some_and(|why| why.starts_with("“Atlantis” is neither")));
        assert_eq!(unknown(&project, &names[..1]), None);
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

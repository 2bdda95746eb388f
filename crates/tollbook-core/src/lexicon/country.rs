//! Countries and nationalities.

use std::sync::LazyLock;

use super::country_table::{COUNTRIES, TOWNS};
use super::phrases::{Found, Phrases};
use super::token::Tokens;

/// In what form a country is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// By name: "Mali", "Irak". Where something happens.
    Name,
    /// By adjective or people: "French", "maliens". Whose something is.
    Adjective,
    /// By a town, province or region that lies in it: "Gao", "Kirkuk".
    Town,
}

/// A country that is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Country {
    /// The English short name, the same for every form and language.
    pub name: &'static str,
    /// In what form.
    pub form: Form,
}

static PHRASES: LazyLock<Phrases<Country>> = LazyLock::new(|| {
    let as_form = |form| move |(words, name): (&'static str, &'static str)| (words, Country { name, form });
    let names = COUNTRIES.iter().flat_map(|(name, more, _)| [(*name, *name), (*more, *name)]);
    let adjectives = COUNTRIES.iter().map(|(name, _, adjectives)| (*adjectives, *name));
    let towns = TOWNS.iter().map(|(name, towns)| (*towns, *name));
    Phrases::new(
        names
            .map(as_form(Form::Name))
            .chain(adjectives.map(as_form(Form::Adjective)))
            .chain(towns.map(as_form(Form::Town))),
    )
});

/// Every country spoken of, by name, adjective or town, in order. A name must be capitalised where
/// its script has capitals: "us" and "chad" are words.
pub fn countries(text: &str) -> Vec<Found<Country>> {
    let tokens = Tokens::of(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if let Some((words, value)) = country_at(&tokens, i) {
            found.push(Found { range: tokens.span(i, i + words - 1), value });
            i += words;
        } else {
            i += 1;
        }
    }
    found
}

/// The English short name of every country that can be found, in the order of the table.
pub fn country_names() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(name, ..)| *name)
}

/// The country that the phrase at word `i` speaks of, and the phrase's length in words.
pub(super) fn country_at(tokens: &Tokens<'_>, i: usize) -> Option<(usize, Country)> {
    let (words, country) = PHRASES.at(tokens, i)?;
    let lower_case = tokens.list[i].raw.chars().next().is_some_and(char::is_lowercase);
    let needs_capital = country.form != Form::Adjective || matches!(tokens.word(i), "polish" | "lao");
    // "US" is the country, "Us" opens a sentence; "CAR" is one, "Car" is a vehicle.
    let acronym =
        matches!(tokens.word(i), "us" | "car" | "rca") && tokens.list[i].raw.chars().any(char::is_lowercase);
    (!(lower_case && needs_capital || words == 1 && acronym)).then_some((words, country))
}

/// Whether words for the people or things of a country begin at word `i`; their length in words.
pub(super) fn adjective_at(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    // "US soldiers", "U.S. troops": the name serves as the adjective.
    let as_adjective =
        |c: Country| c.form == Form::Adjective || matches!(c.name, "United States" | "United Kingdom");
    country_at(tokens, i).filter(|(_, c)| as_adjective(*c)).map(|(words, _)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Form::{Adjective, Name, Town};

    #[test]
    fn countries_in_their_forms() {
        for (text, expected) in [
            ("French soldiers in Mali", vec![("French", "France", Adjective), ("Mali", "Mali", Name)]),
            ("des soldats français en Irak", vec![("français", "France", Adjective), ("Irak", "Iraq", Name)]),
            ("Mali and Burkina Faso", vec![("Mali", "Mali", Name), ("Burkina Faso", "Burkina Faso", Name)]),
            ("U.S. troops told us", vec![("U.S", "United States", Name)]),
            ("the US killing", vec![("US", "United States", Name)]),
            ("an ambush near Kirkuk", vec![("Kirkuk", "Iraq", Town)]),
            ("a car accident; to polish", vec![]),
            ("Deux Burkinabè", vec![("Burkinabè", "Burkina Faso", Adjective)]),
            ("l'armée nigérienne", vec![("nigérienne", "Niger", Adjective)]),
            ("in N'Djamena", vec![("N'Djamena", "Chad", Town)]),
            ("South Sudan", vec![("South Sudan", "South Sudan", Name)]),
            ("في العراق", vec![("العراق", "Iraq", Name)]),
        ] {
            let found: Vec<_> =
                countries(text).into_iter().map(|f| (&text[f.range], f.value.name, f.value.form)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_world_is_large_and_no_country_is_listed_twice() {
        let mut names: Vec<_> = country_names().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(all >= 140, "{all}");
    }
}

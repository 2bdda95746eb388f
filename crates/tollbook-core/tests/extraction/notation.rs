//! The notation of expected statements, which `languages/en/sentences.txt` describes.

use std::path::{Path, PathBuf};

use tollbook_core::extract::{Context, DateRange, Dateline, Figures, Kind, Outcome, PartyKind};

/// A text and the statements that it makes.
pub struct Sample {
    /// Where it stands, for messages.
    pub place: String,
    /// The text, with its line breaks.
    pub text: String,
    /// What is known of its article.
    pub context: Context,
    /// What should be read.
    pub expected: Vec<Expected>,
}

/// One statement that should be read.
#[derive(Debug)]
pub struct Expected {
    /// The kind.
    pub kind: Kind,
    /// The outcome; none for a strength and for casualties of either sort.
    pub outcome: Option<Outcome>,
    /// The count; none where it is not scored.
    pub count: Option<Figures>,
    /// Words of the patient.
    pub patient: String,
    /// The day or days, as written.
    pub date: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The side.
    pub side: Option<String>,
    /// It may be read or left out.
    pub optional: bool,
}

/// A folder of this crate.
pub fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads a file of this crate.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The context that a line such as `@ 2011-05-04 Gorda` gives.
pub fn context(line: &str, language: &str) -> Context {
    let (day, place) = line.split_once(' ').unwrap_or((line, "-"));
    let published = (day != "-")
        .then(|| DateRange::day(day.parse().unwrap_or_else(|_| panic!("{line}: \"{day}\" is no date"))));
    let dateline = (place != "-").then(|| Dateline {
        place: place.to_owned(),
        country: country_of(place, language),
        date: None,
    });
    Context { published, dateline, language: Some(language.to_owned()), ..Context::default() }
}

/// The country in which the pack's list of places has a town.
fn country_of(place: &str, language: &str) -> Option<String> {
    let places = read(&folder("languages").join(language).join("places.txt"));
    places.lines().find_map(|line| {
        let mut cells = line.split('|').map(str::trim);
        let country = cells.next()?;
        let named = |cell: &str| cell.split(',').any(|word| word.trim().trim_start_matches('^') == place);
        cells.any(named).then(|| country.to_owned())
    })
}

/// The statement that a line such as `= incident killed 31 | 31 farmers` gives; none for `= nothing`.
pub fn expected(line: &str, place: &str) -> Option<Expected> {
    let line =
        line.strip_prefix("= ").unwrap_or_else(|| panic!("{place}: \"{line}\" must begin with \"= \""));
    if line == "nothing" {
        return None;
    }
    let mut cells = line.split(" | ");
    let head: Vec<_> = cells.next().unwrap_or("").split(' ').collect();
    let [kind, outcome, count] = head[..] else {
        panic!("{place}: \"{line}\" needs kind, outcome and count")
    };
    let kind = match kind {
        "incident" => Kind::Incident,
        "part" => Kind::Part,
        "total" => Kind::Total,
        "background" => Kind::Background,
        "strength" => Kind::Strength,
        other => panic!("{place}: there is no kind \"{other}\""),
    };
    let outcome = match outcome {
        "killed" => Some(Outcome::Killed),
        "wounded" => Some(Outcome::Wounded),
        "missing" => Some(Outcome::Missing),
        "captured" => Some(Outcome::Captured),
        "casualties" | "-" => None,
        other => panic!("{place}: there is no outcome \"{other}\""),
    };
    let patient = cells.next().unwrap_or_else(|| panic!("{place}: no patient")).to_owned();
    let mut found = Expected {
        kind,
        outcome,
        count: figures(count, place),
        patient,
        date: None,
        country: None,
        side: None,
        optional: false,
    };
    for cell in cells {
        let (key, value) = cell.split_once(' ').unwrap_or((cell, ""));
        let value = Some(value.to_owned());
        match key {
            "date" => found.date = value,
            "country" => found.country = value,
            "side" => found.side = value,
            "optional" => found.optional = true,
            "names" | "status" => {}
            other => panic!("{place}: there is no key \"{other}\""),
        }
    }
    Some(found)
}

fn figures(written: &str, place: &str) -> Option<Figures> {
    let number = |digits: &str| -> u64 {
        digits.parse().unwrap_or_else(|_| panic!("{place}: \"{written}\" is no count"))
    };
    if written == "-" {
        None
    } else if let Some(low) = written.strip_prefix(">=") {
        Some(Figures { low: Some(number(low)), best: None, high: None })
    } else if let Some(high) = written.strip_prefix("<=") {
        Some(Figures { low: None, best: None, high: Some(number(high)) })
    } else if let Some(best) = written.strip_prefix('~') {
        Some(Figures { low: None, best: Some(number(best)), high: None })
    } else if let Some((low, high)) = written.split_once("..") {
        Some(Figures { low: Some(number(low)), best: None, high: Some(number(high)) })
    } else {
        Some(Figures::exactly(number(written)))
    }
}

/// First and last day of a date such as `2011`, `2011-05`, `2011-05-03` or `A..B`.
pub fn days(written: &str) -> (String, String) {
    let (first, last) = written.split_once("..").unwrap_or((written, written));
    let range = |text: &str| {
        let parse = |text: &str| text.parse().unwrap_or_else(|_| panic!("\"{text}\" is no date"));
        match text.len() {
            4 => DateRange::year(parse(&format!("{text}-01-01"))),
            7 => DateRange::month(parse(&format!("{text}-01"))),
            _ => DateRange::day(parse(text)),
        }
    };
    (range(first).first().to_string(), range(last).last().to_string())
}

/// Whether a statement's side is the one written, by kind and country: right, or blank, or wrong.
pub fn side_matches(written: &str, kind: Option<PartyKind>, country: Option<&str>) -> Option<bool> {
    if written == "-" {
        return kind.is_some().then_some(false).or(Some(true));
    }
    let (words, expected_country) =
        written.split_once(" of ").map_or((written, None), |(words, country)| (words, Some(country)));
    let expected = if words.starts_with("state forces") {
        PartyKind::StateForces
    } else if words.starts_with("armed group") {
        PartyKind::ArmedGroup
    } else {
        PartyKind::Civilians
    };
    let kind = kind?;
    if kind != expected {
        return Some(false);
    }
    match (expected_country, country) {
        (Some(_), None) => None,
        (Some(expected), Some(country)) => Some(expected == country),
        (None, _) => Some(true),
    }
}

//! Runs the tables of sentences in `languages/*/sentences.txt`. A floor for each language holds what is
//! read right; known misses are counted and not hidden.

use jiff::civil::Date;

use super::{Context, DateRange, Dateline, Figures, Kind, Languages, PartyKind, Statement, Status, extract};

/// Of each language, how many texts must be read exactly as the table says.
const FLOORS: &[(&str, &str, usize)] = &[
    ("en", include_str!("../../languages/en/sentences.txt"), 230),
    ("fr", include_str!("../../languages/fr/sentences.txt"), 204),
    ("es", include_str!("../../languages/es/sentences.txt"), 100),
    ("de", include_str!("../../languages/de/sentences.txt"), 90),
    ("ar", include_str!("../../languages/ar/sentences.txt"), 84),
];

#[derive(Default)]
struct Case<'a> {
    phenomenon: &'a str,
    published: Option<Date>,
    dateline: Option<&'a str>,
    text: String,
    expected: Vec<&'a str>,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let (mut phenomenon, mut published, mut dateline) = ("", None, None);
    let mut in_text = false;
    for line in table.lines() {
        if let Some(name) = line.strip_prefix('[') {
            phenomenon = name.trim_end_matches(']');
        } else if let Some(head) = line.strip_prefix('@') {
            let mut words = head.trim().splitn(2, ' ');
            published = words.next().and_then(|day| day.parse().ok());
            dateline = words.next().map(str::trim).filter(|place| *place != "-");
        } else if let Some(text) = line.strip_prefix("> ") {
            if in_text && let Some(case) = cases.last_mut() {
                case.text.push('\n');
                case.text.push_str(text);
            } else {
                cases.push(Case {
                    phenomenon,
                    published,
                    dateline,
                    text: text.to_owned(),
                    expected: Vec::new(),
                });
                (published, dateline) = (None, None);
            }
            in_text = true;
            continue;
        } else if let Some(expected) = line.strip_prefix("= ")
            && let Some(case) = cases.last_mut()
        {
            case.expected.push(expected.split(" #").next().unwrap_or(expected).trim());
        }
        in_text = false;
    }
    cases
}

fn figures(words: &str) -> Figures {
    let n = |digits: &str| digits.replace([',', '_'], "").parse().ok();
    if let Some(low) = words.strip_prefix(">=") {
        Figures { low: n(low), best: None, high: None }
    } else if let Some(high) = words.strip_prefix("<=") {
        Figures { low: None, best: None, high: n(high) }
    } else if let Some(best) = words.strip_prefix('~') {
        Figures { low: None, best: n(best), high: None }
    } else if let Some((low, high)) = words.split_once("..") {
        Figures { low: n(low), best: None, high: n(high) }
    } else {
        n(words).map_or(Figures::BLANK, Figures::exactly)
    }
}

fn date_range(words: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = words.split_once("..") {
        return Some((first.parse().ok()?, last.parse().ok()?));
    }
    let parts: Vec<i16> = words.split('-').filter_map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [year] => Date::new(*year, 1, 1).ok().map(|day| (day, day.last_of_year())),
        [year, month] => Date::new(*year, *month as i8, 1).ok().map(|day| (day, day.last_of_month())),
        [..] => words.parse().ok().map(|day| (day, day)),
    }
}

fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What is wrong with a statement beside what is expected; blank where nothing is.
fn wrong(statement: &Statement, expected: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut cells = expected.split('|').map(str::trim);
    let head: Vec<&str> = cells.next().unwrap_or("").split_whitespace().collect();
    let [kind, outcome, count] = head.as_slice() else { return vec![format!("bad row {expected}")] };
    if statement.kind.as_str() != *kind {
        wrong.push(format!("kind {}", statement.kind));
    }
    let have = statement.outcome.map_or("-", |outcome| outcome.as_str());
    if have != *outcome && !(*outcome == "casualties" && have == "-") {
        wrong.push(format!("outcome {have}"));
    }
    if statement.count.figures != figures(count) {
        wrong.push(format!("count {}", statement.count.figures));
    }
    let patient = statement.patient.as_ref();
    for (n, cell) in cells.enumerate() {
        let (key, value) = cell.split_once(' ').unwrap_or((cell, ""));
        let value = value.trim();
        let bad = match key {
            "optional" => None,
            "date" if value == "-" => statement.date.as_ref().map(|d| format!("date {}", d.span.words(text))),
            "date" => {
                let have = statement.date.as_ref().and_then(|date| date.range).map(|r| (r.first(), r.last()));
                (have != date_range(value)).then(|| format!("date {have:?}"))
            }
            "country" => {
                let have = statement.country.as_ref().map_or("-", |country| country.name.as_str());
                (have != value).then(|| format!("country {have}"))
            }
            "status" => {
                let want = match value {
                    "denied" => Status::Denied,
                    "disputed" => Status::Disputed,
                    _ => Status::Asserted,
                };
                (statement.status != want).then(|| format!("status {:?}", statement.status))
            }
            "side" => wrong_side(statement, value),
            "names" => None,
            _ if n == 0 => {
                let have = patient.map(|p| plain(p.span.words(text))).unwrap_or_default();
                let want = plain(cell);
                let same = !have.is_empty() && (have.contains(&want) || want.contains(&have));
                (!same).then(|| format!("patient {have:?}"))
            }
            _ => None,
        };
        wrong.extend(bad);
    }
    wrong
}

fn wrong_side(statement: &Statement, value: &str) -> Option<String> {
    let patient = statement.patient.as_ref();
    let kind = patient.and_then(|p| p.kind);
    let country = patient.and_then(|p| p.country.as_ref()).map(|named| named.name.as_str());
    let (want, rest) = if value == "-" {
        (None, "")
    } else if let Some(rest) = value.strip_prefix("state forces") {
        (Some(PartyKind::StateForces), rest)
    } else if let Some(rest) = value.strip_prefix("armed group") {
        (Some(PartyKind::ArmedGroup), rest)
    } else {
        (Some(PartyKind::Civilians), "")
    };
    let nation = rest.trim().strip_prefix("of ").map(|nation| nation.trim_start_matches("the "));
    let nation_wrong = nation.is_some_and(|nation| country != Some(nation));
    (kind != want || nation_wrong).then(|| format!("side {kind:?} of {country:?}"))
}

#[test]
fn the_tables_of_sentences_are_read() {
    let languages = Languages::builtin();
    let verbose = std::env::var_os("SENTENCES").is_some();
    let mut failed = Vec::new();
    for (code, table, floor) in FLOORS {
        let cases = cases(table);
        let (mut right, mut missed, mut spurious, mut wrong_ones, mut total) = (0, 0, 0, 0, 0);
        for case in &cases {
            let context = Context {
                published: case.published.map(DateRange::day),
                dateline: case
                    .dateline
                    .map(|place| Dateline { place: place.to_owned(), ..Dateline::default() }),
                language: Some((*code).to_owned()),
                ..Context::default()
            };
            let mut statements = extract(&case.text, &context, languages);
            let mut notes = Vec::new();
            for expected in case.expected.iter().filter(|row| **row != "nothing") {
                let optional = expected.contains("| optional");
                total += usize::from(!optional);
                let best = statements
                    .iter()
                    .enumerate()
                    .map(|(n, statement)| (wrong(statement, expected, &case.text), n))
                    .min_by_key(|(wrong, _)| wrong.len());
                match best {
                    Some((wrong, n)) if wrong.is_empty() => {
                        statements.remove(n);
                    }
                    _ if optional => {}
                    Some((wrong, n)) if wrong.len() <= 2 => {
                        notes.push(format!("   WRONG {expected}: {}", wrong.join(", ")));
                        wrong_ones += 1;
                        statements.remove(n);
                    }
                    _ => {
                        notes.push(format!("   MISSED {expected}"));
                        missed += 1;
                    }
                }
            }
            for statement in
                statements.iter().filter(|s| s.kind != Kind::Strength && s.status != Status::Denied)
            {
                spurious += 1;
                notes.push(format!(
                    "   SPURIOUS {} {:?} {} | {} | by {}",
                    statement.kind,
                    statement.outcome,
                    statement.count.figures,
                    statement.patient.as_ref().map_or("", |p| p.span.words(&case.text)),
                    statement.trigger.words(&case.text)
                ));
            }
            right += usize::from(notes.is_empty());
            if verbose && !notes.is_empty() {
                println!("{code} [{}] {}\n{}", case.phenomenon, case.text, notes.join("\n"));
            }
        }
        println!(
            "{code}: {right} of {} texts; of {total} statements {wrong_ones} wrong, {missed} missed; {spurious} spurious",
            cases.len()
        );
        if right < *floor {
            failed.push(format!("{code}: {right} texts are read right, fewer than {floor}"));
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn a_total_has_its_beginning_and_a_part_its_whole() {
    let context = Context { language: Some("en".to_owned()), ..Context::default() };
    let read = |text: &str| extract(text, &context, Languages::builtin());
    let total = read("About 13,000 people have been killed in Ruritania since 1980.");
    let since =
        total.first().and_then(|s| s.since.as_ref()).and_then(|date| date.range).map(|r| r.first().year());
    assert_eq!((total.first().map(|s| s.kind), since), (Some(Kind::Total), Some(1980)));
    let part = read("Twenty-six passengers were killed, including four infants.");
    let tied: Vec<_> = part.iter().map(|s| (s.kind, s.count.figures.best, s.whole)).collect();
    assert_eq!(tied.len(), 2, "{tied:?}");
    assert!(
        tied.iter().any(|(kind, best, whole)| *kind == Kind::Part && *best == Some(4) && whole.is_some())
    );
}

//! RIS, in which programs that manage references and databases hand over records: lines of two letters, two spaces, a hyphen
//! and a value. The abstract, or the text where a database gives it, is the article's text.

use super::line::Line;
use super::part::{Dialect, Part};
use super::tagged::{Fields, begins_record};

/// Records in RIS.
#[derive(Default)]
pub(super) struct Ris;

impl Dialect for Ris {
    fn name(&self) -> &'static str {
        "RIS"
    }

    fn begins(&mut self, line: &Line) -> bool {
        tag(&line.text).is_some_and(|(tag, _)| tag == "TY")
    }

    fn ends(&mut self, line: &Line) -> bool {
        tag(&line.text).is_some_and(|(tag, _)| tag == "ER")
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let fields = Fields::read(lines, tag)?;
        let of = |tags: &[&str]| fields.first(tags);
        let (summary, notes) = (of(&["AB", "N2"]), of(&["N1"]));
        Some(Part {
            title: of(&["TI", "T1", "CT"]),
            // "2014/05/03/": the year, month, day and what else is said of them.
            date: of(&["DA", "Y1", "PY"]).trim_end_matches('/').to_owned(),
            source: of(&["JO", "JF", "T2", "JA", "J2", "PB", "DP"]),
            byline: fields.all(&["AU", "A1"]),
            section: of(&["SE", "SP"]),
            language: of(&["LA"]),
            url: of(&["UR", "L1"]),
            number: of(&["AN", "ID"]),
            // Some databases give the text as a note.
            text: if notes.len() > 4 * summary.len() { notes } else { summary },
            ..Part::default()
        })
    }
}

/// Whether lines are of such records: the first begins one, and a field follows.
pub(super) fn is_ris(lines: &[Line]) -> bool {
    begins_record(lines, "TY", tag)
}

/// The two letters of a line and its value.
fn tag(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{feff}');
    let (tag, rest) = text.split_at_checked(2)?;
    let value = rest.strip_prefix("  -")?;
    let mut letters = tag.bytes();
    let fits = letters.next().is_some_and(|b| b.is_ascii_uppercase())
        && letters.next().is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    (fits && (value.is_empty() || value.starts_with(' '))).then(|| (tag, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn records_of_references_are_articles() {
        let file = "TY  - NEWS\r\nT1  - Raid in the north\r\nA1  - Tamm, Ruth\r\nA1  - Imre, Marek\r\nJO  - Orlan Courier\r\nY1  - 2014/05/03/\r\nUR  - http://courier.example/1\r\nN2  - Two were hurt\r\nat the bridge.\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - Fire in the port\r\nDA  - 2014/05/04\r\nPY  - 2014\r\nT2  - The Review\r\nAB  - Nobody was hurt.\r\nER  -\r\n";
        let (parts, outcome) = read(file.as_bytes());
        assert_eq!(outcome.unwrap().summary(), "2 documents read (RIS).");
        let shown = |at: usize| {
            [&parts[at].title, &parts[at].date, &parts[at].source, &parts[at].text].map(String::as_str)
        };
        assert_eq!(
            shown(0),
            ["Raid in the north", "2014/05/03", "Orlan Courier", "Two were hurt\nat the bridge."]
        );
        assert_eq!(shown(1), ["Fire in the port", "2014/05/04", "The Review", "Nobody was hurt."]);
        assert_eq!(parts[0].byline, "Tamm, Ruth; Imre, Marek");
    }
}

//! Records of EndNote and Zotero in the Refer form: lines of `%`, a letter and a value. The abstract, or the note that holds
//! the text, is the article's text.

use super::line::Line;
use super::part::{Dialect, Part};
use super::tagged::{Fields, begins_record};

/// Records in the Refer form.
#[derive(Default)]
pub(super) struct EndNote;

impl Dialect for EndNote {
    fn name(&self) -> &'static str {
        "EndNote"
    }

    fn begins(&mut self, line: &Line) -> bool {
        tag(&line.text).is_some_and(|(tag, _)| tag == '0')
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let fields = Fields::read(lines, tag)?;
        let of = |tags: &[char]| fields.first(tags);
        let (summary, notes) = (of(&['X']), of(&['Z']));
        Some(Part {
            title: of(&['T']),
            date: of(&['8', '7', 'D']),
            source: of(&['J', 'B', 'I']),
            byline: fields.all(&['A']),
            section: of(&['&', 'P']),
            language: of(&['G']),
            url: of(&['U']),
            number: of(&['M']),
            text: if notes.len() > 4 * summary.len() { notes } else { summary },
            ..Part::default()
        })
    }
}

/// Whether lines are of such records: the first begins one, and a field follows.
pub(super) fn is_endnote(lines: &[Line]) -> bool {
    begins_record(lines, '0', tag)
}

/// "%T Raid in the north".
fn tag(text: &str) -> Option<(char, &str)> {
    let rest = text.trim_start_matches('\u{feff}').strip_prefix('%')?;
    let tag = rest.chars().next().filter(char::is_ascii)?;
    let value = &rest[1..];
    (value.is_empty() || value.starts_with(' ')).then(|| (tag, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn records_of_references_are_articles() {
        let file = "%0 Newspaper Article\n%T Raid in the north\n%A Tamm, Ruth\n%B Orlan Courier\n%D 2014\n%8 3 May 2014\n%X Two were hurt\nat the bridge.\n\n%0 Newspaper Article\n%T Fire in the port\n%J The Review\n%D 2014\n%X Nobody was hurt.\n";
        let (parts, outcome) = read(file.as_bytes());
        assert_eq!(outcome.unwrap().summary(), "2 documents read (EndNote).");
        let shown = |at: usize| {
            [&parts[at].title, &parts[at].date, &parts[at].source, &parts[at].text].map(String::as_str)
        };
        assert_eq!(
            shown(0),
            ["Raid in the north", "3 May 2014", "Orlan Courier", "Two were hurt\nat the bridge."]
        );
        assert_eq!(shown(1), ["Fire in the port", "2014", "The Review", "Nobody was hurt."]);
    }
}

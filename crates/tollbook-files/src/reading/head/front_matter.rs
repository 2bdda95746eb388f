//! Lines of data above the text: `---` blocks, and `Title: …` lines.

use tollbook_core::extract::date::fold;
use tollbook_core::model::PublishedBasis;

use super::super::Published;
use super::Field;
use super::dates::dates_in;
use super::published::is_possible;
use super::words::{Label, WORDS};

/// What the lines above the text say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub title: Option<Field>,
    pub published: Option<Published>,
    pub source: Option<Field>,
    pub author: Option<Field>,
    /// Where the text proper begins.
    pub body: usize,
}

/// The front matter of a text: between two `---` lines (YAML) or `+++` lines (TOML) at the very top, or
/// two or more lines such as `Title: …` there, one of which gives the title.
pub(super) fn front_matter(head: &str) -> FrontMatter {
    let fence = ["---", "+++"].into_iter().find(|fence| {
        head.strip_prefix(fence).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('\n'))
    });
    let mut matter = FrontMatter::default();
    let mut fields = 0;
    let mut at = 0;
    for line in head.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if Some(line) == fence {
            if start == 0 {
                continue;
            }
            matter.body = at;
            return matter;
        }
        match field(line) {
            Some((key, value)) => {
                let known = read(
                    &mut matter,
                    key,
                    value,
                    (head, start + (value.as_ptr().addr() - line.as_ptr().addr())),
                );
                if fence.is_none() && !known {
                    break;
                }
                fields += 1;
                if fence.is_none() {
                    matter.body = at;
                }
            }
            // Lists and nested data inside a fence are passed over.
            None if fence.is_some() => {}
            None => break,
        }
    }
    // A fence that is never closed is a rule across the page, and one line is part of the article.
    let is_none = fence.is_some() || fields < 2 || matter.title.is_none();
    if is_none { FrontMatter::default() } else { matter }
}

/// `key: value` or `key = "value"`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let plain = !key.is_empty()
        && key.len() <= 24
        && key.trim().chars().all(|c| c.is_alphabetic() || "-_ ".contains(c));
    let value = value.trim().trim_matches(['"', '\'']);
    (plain && !value.is_empty()).then_some((key.trim(), value))
}

/// Takes in one field; whether its key is one that is known.
fn read(matter: &mut FrontMatter, key: &str, value: &str, (text, at): (&str, usize)) -> bool {
    let key = fold(key).replace('_', " ");
    let Some((_, label)) = WORDS.labels_of(&key).find(|(label, _)| *label == key) else { return false };
    let field = Field { words: value.to_owned(), at: Some(at..at + value.len()) };
    match label {
        // Programs that clip pages note there when they did.
        Label::Published if key == "created" => {}
        Label::Title => matter.title = matter.title.take().or(Some(field)),
        Label::Published => matter.published = matter.published.take().or_else(|| stated(value, text, at)),
        Label::Original => matter.published = stated(value, text, at).or(matter.published.take()),
        Label::Source if value.contains("://") => {}
        Label::Source => matter.source = matter.source.take().or(Some(field)),
        Label::Author => matter.author = matter.author.take().or(Some(field)),
        Label::Updated | Label::OtherDate | Label::Other => {}
    }
    true
}

fn stated(value: &str, text: &str, at: usize) -> Option<Published> {
    let found = dates_in(value, text, None);
    let (range, span) = found.iter().find_map(|date| Some((date.meaning.stated()?, date.span())))?;
    if !is_possible(&range) {
        return None;
    }
    let words = value[span.clone()].to_owned();
    let at = at + span.start..at + span.end;
    Some(Published { range, basis: PublishedBasis::FrontMatter, words, at: Some(at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(head: &str) -> (Option<String>, Option<String>, Option<String>, &str) {
        let matter = front_matter(head);
        if let Some(at) = matter.published.as_ref().and_then(|p| p.at.clone()) {
            assert_eq!(head[at], matter.published.as_ref().unwrap().words);
        }
        let date = matter.published.map(|p| p.range.to_string());
        let words = |field: Option<Field>| field.map(|field| field.words);
        (words(matter.title), date, words(matter.source), &head[matter.body..])
    }

    #[test]
    fn data_above_the_text() {
        let some = |s: &str| Some(s.to_owned());
        for (head, expected) in [
            (
                "---\ntitle: \"An ambush\"\ndate: 2023-08-28T10:00:00Z\ntags:\n  - mali\nsource: The Paper\n---\nText.",
                (some("An ambush"), some("2023-08-28"), some("The Paper"), "Text."),
            ),
            (
                "+++\ntitle = 'A'\ndate = 2023-08-28\n+++\nText.",
                (some("A"), some("2023-08-28"), None, "Text."),
            ),
            (
                "Titre : Une embuscade\nDate : 28 août 2023\n\nTexte.",
                (some("Une embuscade"), some("2023-08-28"), None, "\nTexte."),
            ),
            ("Macron: we stay\nIn Mali, he said", (None, None, None, "Macron: we stay\nIn Mali, he said")),
            ("Date: 2023-08-28\nText.", (None, None, None, "Date: 2023-08-28\nText.")),
            ("---\nA rule, and no more", (None, None, None, "---\nA rule, and no more")),
        ] {
            assert_eq!(shown(head), expected, "{head}");
        }
    }
}

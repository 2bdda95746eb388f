//! Title, publication date and source, from the first and last lines of a text.

use super::Published;
use super::byline::{self, Line, clip, opening};
use super::file_name;
use super::front_matter::front_matter;

/// How far into a text its head reaches, in bytes.
const HEAD: usize = 3_000;
/// How far from the end its tail reaches, in bytes.
const TAIL: usize = 600;
/// How many lines of the head are looked at.
const HEAD_LINES: usize = 15;
/// A line of more characters is the article's text and no headline.
const LONGEST_HEADLINE: usize = 140;
/// A title made from the text is cut at this many characters.
const CUT: usize = 80;

/// What the first and last lines of an article say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The headline; where there is none, the beginning of the text, cut at a word, with "…"; where
    /// there is no text, the file's name.
    pub title: String,
    /// When it was published, if it or its file's name says so.
    pub published: Option<Published>,
    /// Who published it; empty if nothing says so.
    pub source: String,
}

/// Reads the head of an article. Of several dates, front matter goes before the text, the text
/// before the file's name; in the text, a label ("Posted on …") before a line of its own or a dateline.
///
/// `path` is the file's path relative to the folder. Only the beginning and the end of `text` are
/// looked at, however long it is.
pub fn head(text: &str, path: &str) -> Head {
    let beginning = clip(text, HEAD);
    let matter = front_matter(beginning);
    let lines = lines(beginning, matter.body, HEAD_LINES);
    let tail_start = text.ceil_char_boundary(text.len().saturating_sub(TAIL)).max(beginning.len());
    let tail = self::lines(text, tail_start, usize::MAX);
    let tail = &tail[tail.len().saturating_sub(5)..];
    let published = matter
        .published
        .or_else(|| byline::published(&lines, tail, file_name::year(path)))
        .or_else(|| file_name::published(path));
    let title = matter.title.unwrap_or_else(|| title(&lines, published.as_ref(), path));
    let source = matter.source.or_else(|| source(&lines)).unwrap_or_default();
    Head { title, published, source }
}

/// The first lines from `start` that are not blank.
fn lines(text: &str, start: usize, most: usize) -> Vec<Line<'_>> {
    let mut at = start;
    let mut lines = Vec::new();
    for line in text[start..].split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let indent = line.len() - line.trim_start().len();
            lines.push(Line { start: at + indent, text: trimmed });
            if lines.len() == most {
                break;
            }
        }
        at += line.len() + 1;
    }
    lines
}

fn title(lines: &[Line<'_>], published: Option<&Published>, path: &str) -> String {
    let date = published.and_then(|p| p.at.clone());
    for line in lines {
        let mut rest = line.text.trim_start_matches(['#', '*', ' ']);
        let rest_start = line.start + (line.text.len() - rest.len());
        // "date 2023-08-29 A soldier was …": what follows the date.
        if let Some(at) =
            date.as_ref().filter(|at| (line.start..line.start + line.text.len()).contains(&at.start))
        {
            let after = rest.get(at.end.saturating_sub(rest_start)..).unwrap_or_default();
            let run_in = rest.starts_with("date ");
            if !run_in && opening(rest).is_none() {
                continue; // A line about the date.
            }
            if run_in {
                rest = after.trim_start_matches(|c: char| !c.is_alphanumeric() && !"“\"«‘'(".contains(c));
            }
        }
        if let Some((_, length)) = opening(rest) {
            rest = rest.get(length..).unwrap_or_default().trim_start();
        }
        if rest.is_empty() || is_furniture(rest) {
            continue;
        }
        return if fits_in(rest, LONGEST_HEADLINE) { rest.to_owned() } else { cut(rest) };
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

fn fits_in(text: &str, characters: usize) -> bool {
    text.len() <= characters || text.chars().nth(characters).is_none()
}

/// Lines of a web page that are no headline.
fn is_furniture(line: &str) -> bool {
    let small = clip(line, 40).to_lowercase();
    let reading_time = small.ends_with("min read")
        || small.ends_with("minutes de lecture")
        || small.ends_with("min de lecture");
    reading_time
        || !line.chars().any(char::is_alphabetic)
        || ["http://", "https://", "www.", "source:", "source :", "by ", "share"]
            .iter()
            .any(|start| small.starts_with(start) && line.len() < 80)
}

/// The first sentence or clause of a long line, if it is short enough; else its first words.
fn cut(text: &str) -> String {
    let limit = text.char_indices().nth(CUT).map_or(text.len(), |(at, _)| at);
    let short = &text[..limit];
    let ends_clause = |(at, c): (usize, char)| {
        let spaced = text[at + c.len_utf8()..].starts_with(char::is_whitespace);
        (spaced && matches!(c, ',' | ';' | ':' | '.' | '!' | '?')).then_some(at)
    };
    // Half a title is better than a clause of three words.
    let clause = short.char_indices().filter_map(ends_clause).rfind(|at| *at >= limit / 2);
    let word = short.rfind(char::is_whitespace).filter(|_| limit < text.len());
    let end = clause.or(word).unwrap_or(limit);
    let cut = text[..end].trim_end_matches([',', ';', ':', '.', ' ', '-', '–', '—']);
    format!("{cut}…")
}

/// "Source: AFP", or the agency of an opening such as "BAMAKO (Reuters) - ".
fn source(lines: &[Line<'_>]) -> Option<String> {
    let labelled = lines.iter().find_map(|line| {
        let (label, value) = clip(line.text, 120).split_once(':')?;
        let is_source = matches!(label.trim().to_lowercase().as_str(), "source" | "sources" | "المصدر");
        (is_source && !value.trim().is_empty()).then(|| value.trim().to_owned())
    });
    labelled.or_else(|| lines.iter().find_map(|line| opening(line.text)?.0.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The title, "date (basis): words", and the source.
    fn shown(text: &str, path: &str) -> (String, String, String) {
        let head = head(text, path);
        let published = head.published.map_or("none".to_owned(), |p| {
            if let Some(at) = p.at {
                assert_eq!(&text[at], p.words);
            }
            format!("{} ({}): {}", p.range, p.basis.as_str(), p.words)
        });
        (head.title, published, head.source)
    }

    const BODY: &str = "\n\nThe convoy was hit near the river in 2019, after a raid on 3 March 2020 in which two men died. On Monday \
        the army said that it would stay until July 2024.\nA second paragraph tells of 14 July 2021.\n";

    #[test]
    fn dates_where_articles_have_them() {
        for (start, expected) in [
            (
                " date 2022-03-05 A scout of the engineers was killed on Friday, the ministry said.",
                "2022-03-05 (stated): 2022-03-05",
            ),
            (
                "(Lille) A scout died on Friday.\n\nPosted on Mar 5, 2022 at 4:23 pm",
                "2022-03-05 (stated): Mar 5, 2022",
            ),
            (
                "No plan to leave\n\nNo plan to leave\nThe ministry said so.\n2 min read\n05 March, 2022\nA street [Photo]",
                "2022-03-05 (stated): 05 March, 2022",
            ),
            ("The minister will keep troops in the valley “as long as it takes”, she said.", "none"),
            ("A headline\nSamedi 5 mars 2022 à 14h05", "2022-03-05 (stated): Samedi 5 mars 2022"),
            ("A headline\nMar. 5, 2022", "2022-03-05 (stated): Mar. 5, 2022"),
            ("A headline\nPublished: 2016-04-13T09:12:00Z", "2016-04-13 (stated): 2016-04-13"),
            ("A headline\nUpdated 6 March 2022\nPublished 5 March 2022", "2022-03-05 (stated): 5 March 2022"),
            ("A headline\nLast updated: 6 March 2022", "2022-03-06 (stated): 6 March 2022"),
            ("Un titre\nPublié le 05/03/2022 à 10:00", "2022-03-05 (stated): 05/03/2022"),
            ("Un titre\nPar Jeanne Martin, le 5 mars 2022", "2022-03-05 (stated): 5 mars 2022"),
            ("A headline\nBy Jane Doe | March 5, 2022 | 4:23 pm", "2022-03-05 (stated): March 5, 2022"),
            ("BAMAKO, 5 mars 2022 (AFP) – Deux soldats", "2022-03-05 (stated): 5 mars 2022"),
            ("PARIS, Mar 5 (Agency) - Two soldiers died.", "none"),
            ("A headline\nMarch 2022", "2022-03 (stated): March 2022"),
            ("Attaque du 13 novembre 2015", "none"),
            ("What happened on 13 November 2015", "none"),
            ("Le 13 novembre 2015, trois hommes ont attaqué la salle et tué des passants.", "none"),
            ("A headline\nPublished in July 2020, the report counts the dead.", "none"),
            ("---\ntitle: T\ndate: 2022-03-05\n---", "2022-03-05 (front matter): 2022-03-05"),
            ("عنوان\nنشر في ٥ مارس ٢٠٢٢", "2022-03-05 (stated): ٥ مارس ٢٠٢٢"),
        ] {
            assert_eq!(shown(&format!("{start}{BODY}"), "x.txt").1, expected, "{start}");
        }
    }

    #[test]
    fn dates_of_file_names_and_of_the_end() {
        for (text, path, expected) in [
            ("A headline", "2022-03-05_title.txt", "2022-03-05 (file name): 2022-03-05"),
            ("A headline\nPosted on Mar 4, 2022", "2022-03-05_title.txt", "2022-03-04 (stated): Mar 4, 2022"),
            ("PARIS, Mar 5 (Agency) - Two died.", "2022_title.txt", "2022-03-05 (stated): Mar 5"),
            ("A headline\nText.\nPublié le 5 mars 2022", "x.txt", "2022-03-05 (stated): 5 mars 2022"),
        ] {
            assert_eq!(shown(text, path).1, expected, "{text}");
        }
        let long = format!("A headline{}{}Published on 5 March 2022\n", BODY, "More text.\n".repeat(500));
        assert_eq!(shown(&long, "x.txt").1, "2022-03-05 (stated): 5 March 2022");
    }

    #[test]
    fn titles() {
        let lead = "A scout of the engineers was killed in the valley on Friday during an operation against insurgents, according to \
            the ministry, which gave no more details about it.";
        for (text, expected) in [
            ("A headline\n\nText.".to_owned(), "A headline"),
            ("\n\n  # A headline\nText.".to_owned(), "A headline"),
            (format!(" date 2022-03-05 {lead}"), "A scout of the engineers was killed in the valley on Friday during an operation…"),
            (format!("(Lille) {lead}"), "A scout of the engineers was killed in the valley on Friday during an operation…"),
            (format!("BAMAKO, 5 mars 2022 (AFP) – {lead}"), "A scout of the engineers was killed in the valley on Friday during an operation…"),
            ("2 min read\n5 March 2022\nA headline".to_owned(), "A headline"),
            ("We will stay in the valley as long as it is needed, the minister said on her visit there; and she went on for \
              another while about the plans for it".to_owned(), "We will stay in the valley as long as it is needed…"),
            ("Title: Told\nDate: 2022-03-05\n\nText.".to_owned(), "Told"),
            ("***\n".to_owned(), "some file"),
            ("x".repeat(200), &format!("{}…", "x".repeat(80))),
        ] {
            assert_eq!(shown(&text, "folder/some file.txt").0, expected, "{text}");
        }
    }

    #[test]
    fn sources() {
        for (text, expected) in [
            ("A headline\nSource: The Daily", "The Daily"),
            ("BAMAKO (Reuters) - Two soldiers", "Reuters"),
            ("PARIS, 5 mars 2022 (AFP) – Deux soldats", "AFP"),
            ("A headline\nThe Islamic State group (IS) said", ""),
            ("(Paris) A soldier", ""),
        ] {
            assert_eq!(shown(text, "x.txt").2, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_head(text in r"(\PC{0,30}|\n|---\n|date |Posted on |2022-03-05|5 mars 2022|PARIS, | \(AFP\) - |é|title: ){0,30}", path in r"\PC{0,20}") {
            let head = head(&text, &path);
            if let Some(Published { at: Some(at), words, .. }) = head.published {
                prop_assert_eq!(text.get(at), Some(words.as_str()));
            }
        }
    }
}

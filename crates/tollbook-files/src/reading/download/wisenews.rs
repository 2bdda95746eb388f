//! WiseNews (Wisers), as text, web page or document: each article has a line with paper, day and page above it, and the
//! number of the document below it.

use super::labels::date_in;
use super::line::{Line, join_paragraphs};
use super::part::{Dialect, Part};

/// The layout of WiseNews.
#[derive(Default)]
pub(super) struct WiseNews;

/// What stands before the number of a document.
const NUMBERS: [&str; 3] = ["DOCUMENT ID", "文章編號", "文章编号"];
/// Fields between the line with the paper and the headline.
const FIELDS: [&str; 12] = [
    "Keyword Matched",
    "Word Count",
    "Image Size",
    "Newspaper |",
    "Magazine |",
    "Ad-Value",
    "Circulation",
    "關鍵字",
    "关键字",
    "相符關鍵字",
    "字數",
    "字数",
];

/// What the line above an article says.
#[derive(Debug, Default, PartialEq)]
struct Heading<'l> {
    source: &'l str,
    date: &'l str,
    /// Blank where the headline stands below.
    title: &'l str,
    section: &'l str,
}

impl Dialect for WiseNews {
    fn name(&self) -> &'static str {
        "WiseNews"
    }

    fn begins(&mut self, line: &Line) -> bool {
        heading(&line.text).is_some()
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let found = heading(&lines.first()?.text)?;
        let end = lines.iter().position(|line| number(&line.text).is_some())?;
        let number = number(&lines[end].text)?;
        let mut body = &lines[1..end];
        let mut title = found.title;
        if title.is_empty() {
            let is_field = |line: &Line| {
                FIELDS.iter().any(|field| line.text.starts_with(field))
                    || line.text.contains(" | ")
                    || line.text.contains(" |")
            };
            let start = body.iter().position(|line| !is_field(line) && !line.is_rule())?;
            title = &body[start].text;
            body = &body[start + 1..];
        }
        let text: Vec<Line> =
            body.iter().filter(|line| !line.is_rule() && !is_mark(&line.text)).cloned().collect();
        Some(Part {
            title: title.to_owned(),
            date: found.date.to_owned(),
            source: found.source.to_owned(),
            section: found.section.to_owned(),
            number: number.to_owned(),
            text: join_paragraphs(&text),
            ..Part::default()
        })
    }
}

/// Whether lines are of WiseNews.
pub(super) fn is_wisenews(lines: &[Line]) -> bool {
    lines.iter().any(|line| number(&line.text).is_some())
        && lines.iter().any(|line| heading(&line.text).is_some())
}

/// "####" between the text and the captions of its pictures.
fn is_mark(text: &str) -> bool {
    text.chars().all(|c| c == '#')
}

/// "DOCUMENT ID: 201904150296340", "文章編號: 201906040419105": the number, which begins with the day.
fn number(text: &str) -> Option<&str> {
    let rest = NUMBERS.iter().find_map(|label| text.strip_prefix(label))?;
    let number = rest.trim_matches(|c: char| !c.is_ascii_digit());
    (number.len() >= 12 && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

/// The three forms of the line above an article: `1. The Paper -  (Headline) 2019-06-04 World A16 Author`,
/// `1 .The Paper | Kind | … | 2019-06-04` and `| 2019-06-04 | The Paper | A16 | World |`.
fn heading(text: &str) -> Option<Heading<'_>> {
    if let Some(rest) = text.strip_prefix("| ") {
        let (date, rest) = rest.split_once(" | ")?;
        let (source, section) = rest.split_once(" | ")?;
        let section = section.trim_end_matches(['|', ' ']);
        return is_day(date).then_some(Heading { source, date, section, ..Heading::default() });
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).filter(|_| (1..=6).contains(&digits))?;
    if let Some(rest) = rest.strip_prefix(" .") {
        let (source, rest) = rest.split_once(" | ")?;
        let date = rest.rsplit_once("| ")?.1.trim();
        return is_day(date).then(|| Heading { source: source.trim(), date, ..Heading::default() });
    }
    let rest = rest.strip_prefix(". ")?;
    let (source, rest) = rest.split_once(" -  (")?;
    // The headline may hold brackets of its own.
    let date = date_in(rest.rsplit_once(") ")?.1).filter(|date| is_day(date))?;
    let at = rest.rfind(date)?;
    let title = rest[..at].trim_end().strip_suffix(')')?;
    let section = rest[at + date.len()..].trim();
    Some(Heading { source: source.trim(), date, title, section })
}

/// "2019-06-04".
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    const RULE: &str = "-----------------------------------------------------------------------------";

    #[test]
    fn articles_as_text() {
        let file = format!(
            "文章总数: 2 篇\n{equals}\n1. Orlan Gazette -  (Raid (again) in the north) 2019-06-04 World A16 R. Tamm\n\n{RULE}\n\n\nTwo guards were hurt at the bridge.\n\nThe road is closed.\n\n####\n\nThe bridge.\n\n\n文章编号: [201906040222224]\n{RULE}\nAll rights belong to the database.\n\n\n2. Karsa Post -  (Fire in the port) 2019-06-05 Local A03 \n\n{RULE}\n\nNobody was hurt.\n\n文章编号: [201906050183317]\n{RULE}\nAll rights belong to the database.\n\n{equals}\nThe database\n",
            equals = "=".repeat(75)
        );
        let (parts, outcome) = read(file.as_bytes());
        assert_eq!(outcome.unwrap().summary(), "2 documents read (WiseNews).");
        let first = &parts[0];
        assert_eq!(
            [&first.title, &first.date, &first.source, &first.section].map(String::as_str),
            ["Raid (again) in the north", "2019-06-04", "Orlan Gazette", "World A16 R. Tamm"]
        );
        assert_eq!(first.text, "Two guards were hurt at the bridge.\n\nThe road is closed.\n\nThe bridge.");
        assert_eq!(
            [parts[1].title.as_str(), parts[1].text.as_str()],
            ["Fire in the port", "Nobody was hurt."]
        );
    }

    #[test]
    fn articles_of_pages_and_documents() {
        let page = "<html><head><title>WiseNews</title></head><body><b>Total number of document(s): 1 </b><br><table><tr><td><font>1 .Orlan Gazette | General | Circulation / Reach: 300,000 | 2019-04-15\n<br>Newspaper | \nB04 |World<br>Word Count: 918 words | Image Size: 4cm | Ad-Value: 1</font></td></tr><tr><td>Keyword Matched: raid,north</td></tr></table><table><tr><td><hr></td></tr><tr><td><b>Raid in the <font>north</font></b></td></tr></table><table><tr><td><p>Two guards were hurt.</p><p>The road is closed.</p></td></tr></table><table><tr><td>DOCUMENT ID: 201904150296340 </td></tr><tr><td><a href=\"#toc\">BACK TO MAIN MENU</a></td></tr></table><p>Source: the database.</p></body></html>";
        let text = "Total number of document(s) : 1\n\n~~~~~~~~~~~~~~~~~~~~ #1 ~~~~~~~~~~~~~~~~~~~~\n\n| 2019-04-15 | Orlan Gazette | B04 |World |\n\nGeneral | Newspaper | Word Count: 918words\n\nKeyword Matched: raid,north\n\nRaid in the north\n\nTwo guards were hurt.\n\nThe road is closed.\n\nDOCUMENT ID: 201904150296340\n\nSource: the database.\n";
        for file in [page, text] {
            let (parts, _) = read(file.as_bytes());
            let shown: Vec<[&str; 4]> = parts
                .iter()
                .map(|part| [&part.title, &part.date, &part.source, &part.text].map(String::as_str))
                .collect();
            assert_eq!(
                shown,
                [[
                    "Raid in the north",
                    "2019-04-15",
                    "Orlan Gazette",
                    "Two guards were hurt.\n\nThe road is closed."
                ]]
            );
        }
    }
}

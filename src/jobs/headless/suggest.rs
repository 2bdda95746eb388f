//! `tollbook suggest`: what extraction reads from articles, as rows that nobody has accepted.

use std::fs::File;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Answer, project_file, scan};
use crate::jobs::{clock, open};
use tollbook_core::analysis::Answers;
use tollbook_core::model::{ArticleId, DateRange, Precision, Project, start};
use tollbook_core::resolution::{suggestions, triage_of_suggestions};
use tollbook_files::exchange::suggestions::{rows, write_csv};
use tollbook_files::storage::Store;
use tollbook_state::library::Text;

/// The longest line of standard input that is read, in bytes: the longest article.
const LONGEST_LINE: u64 = 64 << 20;

/// `tollbook suggest PROJECT|FOLDER [--to FILE.csv|.jsonl]`: the suggestions of every article, to a file or to
/// standard output as CSV; then files that could not be read are named on standard error.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn suggest(path: &Path, to: Option<&Path>) -> Answer {
    let place = project_file(path).map_err(|why| why.to_string())?;
    let mut stamp = clock::stamp();
    let (project, store) = if place.has_project().map_err(|why| why.to_string())? {
        let (store, opened) = Store::open(&place.file).map_err(|error| format!("{error}."))?;
        (opened.project, Some(store))
    } else {
        (start::begin(stamp.mint(), "", &open::coder_name(), &mut stamp).0, None)
    };
    let answers = Answers::from_project(&project);
    let (library, unread) = scan(&project, &place.folder);
    let mut files: Vec<(ArticleId, String)> =
        library.files().map(|(id, listed)| (id, listed.path().to_owned())).collect();
    files.sort_by(|a, b| a.1.cmp(&b.1));
    let articles = files.iter().filter_map(|(id, path)| {
        let article = library.article(&project, *id)?;
        let text = match library.text(&project, *id) {
            Text::Loaded(text) => text,
            Text::Stored(hash) => store.as_ref()?.text(&hash).ok().flatten()?,
            Text::None => return None,
        };
        let found = suggestions(&project, &answers, *id, &text, article.published, None);
        Some(rows(&project, path, &text, &found))
    });
    let mut count = 0;
    let all = articles.flatten().inspect(|_| count += 1);
    match to {
        None => {
            write_csv(std::io::stdout().lock(), all)
                .map_err(|error| format!("Standard output cannot be written: {error}."))?;
            // Standard output holds the table alone.
            for unread in unread {
                writeln!(std::io::stderr(), "{unread}")
                    .map_err(|error| format!("Standard error cannot be written: {error}."))?;
            }
            Ok(Vec::new())
        }
        Some(to) => {
            let failed = |error: std::io::Error| {
                format!("{} cannot be written ({error}). Check the folder and its permissions.", to.display())
            };
            let mut out = BufWriter::new(File::create(to).map_err(failed)?);
            if to.extension().is_some_and(|extension| extension == "jsonl" || extension == "json") {
                for row in all {
                    writeln!(out, "{}", Value::Object(row)).map_err(failed)?;
                }
            } else {
                write_csv(&mut out, all).map_err(failed)?;
            }
            out.flush().map_err(failed)?;
            let written =
                format!("{count} suggestions of {} articles written to {}", files.len(), to.display());
            Ok(unread.into_iter().chain([written]).collect())
        }
    }
}

/// `tollbook suggest -`: reads an article a line from `input` as JSON (`id`, `text`, `published`, `language`), and
/// writes a line for each with its `id` and `suggestions`, or with `error`. Keeps one article in memory at a time.
///
/// # Errors
/// If the input cannot be read or the output not be written.
pub fn suggest_lines(mut input: impl BufRead, mut out: impl Write) -> Answer {
    let project = Project::default();
    let answers = Answers::from_project(&project);
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let mut bounded = std::io::Read::take(&mut input, LONGEST_LINE);
        let read = bounded
            .read_until(b'\n', &mut line)
            .map_err(|error| format!("Standard input cannot be read: {error}."))?;
        if read == 0 {
            break;
        }
        number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = article(&project, &answers, &line, number);
        let written = writeln!(out, "{}", Value::Object(answer)).and_then(|()| out.flush());
        if let Err(error) = written {
            // Whoever reads may have stopped, as `head` does.
            return if error.kind() == std::io::ErrorKind::BrokenPipe {
                Ok(Vec::new())
            } else {
                Err(format!("Standard output cannot be written: {error}."))
            };
        }
    }
    Ok(Vec::new())
}

fn article(project: &Project, answers: &Answers, line: &[u8], number: u64) -> Map<String, Value> {
    let mut answer = Map::new();
    let value: Value = match serde_json::from_slice(line) {
        Ok(value) => value,
        Err(error) => {
            answer.insert("error".to_owned(), format!("Line {number} is no JSON object: {error}.").into());
            return answer;
        }
    };
    let id = value.get("id").cloned().unwrap_or(number.into());
    let name = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    answer.insert("id".to_owned(), id);
    let Some(text) = value.get("text").and_then(Value::as_str) else {
        answer.insert("error".to_owned(), format!("Line {number} has no text; give it as “text”.").into());
        return answer;
    };
    let published = value.get("published").and_then(Value::as_str).and_then(date);
    let language = value.get("language").and_then(Value::as_str);
    let found = suggestions(project, answers, ArticleId(Uuid::nil()), text, published, language);
    let rows: Vec<Value> = rows(project, &name, text, &found).into_iter().map(Value::Object).collect();
    answer.insert("states_casualties".to_owned(), triage_of_suggestions(&found).into());
    answer.insert("suggestions".to_owned(), rows.into());
    answer
}

/// A day, month or year as `2019-11-25`, `2019-11` or `2019`; a time after it is left out.
fn date(text: &str) -> Option<DateRange> {
    let day = text.trim().get(..10).and_then(|day| day.parse::<Date>().ok());
    if let Some(day) = day {
        return Some(DateRange::day(day));
    }
    let mut parts = text.trim().splitn(2, '-').map(|part| part.parse::<i16>().ok());
    match (parts.next()??, parts.next()) {
        (year, None) => Some(DateRange::year(Date::new(year, 1, 1).ok()?)),
        (year, Some(month)) => {
            let first = Date::new(year, i8::try_from(month?).ok()?, 1).ok()?;
            DateRange::new(first, first.last_of_month(), Precision::Month)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_answered_by_one() {
        let input = "{\"id\":\"a\",\"text\":\"Gunmen killed 31 farmers on Monday.\",\"published\":\"2011-05-04\"}\n\n{\"id\":2}\nnonsense\n";
        let mut out = Vec::new();
        suggest_lines(input.as_bytes(), &mut out).unwrap();
        let lines: Vec<Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        let found = &lines[0]["suggestions"][0];
        assert_eq!((&lines[0]["id"], &found["count_best"]), (&"a".into(), &31.into()));
        assert_eq!((&found["date_start"], &found["side_kind"]), (&"2011-05-02".into(), &"civilians".into()));
        assert!(lines[0]["states_casualties"].as_u64() > Some(80));
        assert!(lines[1]["error"].is_string() && lines[2]["error"].is_string());
    }

    #[test]
    fn publication_dates_may_be_days_months_and_years() {
        for (text, expected) in [
            ("2011-05-04", "2011-05-04"),
            ("2011-05-04T10:00:00Z", "2011-05-04"),
            ("2011-05", "2011-05"),
            ("2011", "2011"),
        ] {
            assert_eq!(date(text).unwrap().to_string(), expected);
        }
        assert!(date("Monday").is_none() && date("").is_none());
    }

    #[test]
    fn files_that_cannot_be_read_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("good.txt", "Raid\n\n4 March 2019\n\nTwo soldiers were killed on Monday.\n");
        write(
            "empty.xml",
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>H</title></channel></rss>",
        );
        write("posts.json", r#"[{"id": 1, "created_at": "Wed Nov 23 18:02:11 +0000 2016"}]"#);
        write("map.svg", "<svg></svg>");
        let to = tempfile::tempdir().unwrap();
        let said = suggest(folder.path(), Some(&to.path().join("out.csv"))).unwrap();
        assert!(said[0].starts_with("empty.xml was not read: This looks like a feed"), "{said:?}");
        assert!(said[1].starts_with("posts.json was not read: it is a table"), "{said:?}");
        assert_eq!(said[2], "1 image and 1 table without texts are not shown.");
        assert!(said[3].starts_with("1 suggestions of 1 articles"), "{said:?}");
    }
}

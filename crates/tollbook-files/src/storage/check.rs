//! Checking a project file from end to end: what `tollbook check` says of the file itself.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::Connection;

use super::changes::{self, Cells};
use super::error::{Doing, Fault};
use super::store::Store;
use super::tables::{self, for_each_table};
use tollbook_core::model::{Anchor, Project, Record};

/// At most so many findings of one kind are told of one by one.
const TOLD: usize = 20;

/// Everything that is wrong with a project file, a sentence each; empty is sound.
///
/// Beside what opening says: SQLite's own check of every page, index and foreign key; that every
/// span still has its quote in the stored text; and that the history, replayed from nothing, gives
/// exactly what stands in the tables. Changes nothing.
pub fn check(path: &Path) -> Vec<String> {
    let (store, opened) = match Store::open(path) {
        Ok(opened) => opened,
        Err(error) => return vec![format!("{error}.")],
    };
    let mut findings = Findings { sentences: opened.warnings };
    let Some(connection) = &store.connection else { return findings.sentences };
    let checked = pages(connection, &mut findings)
        .and_then(|()| foreign_keys(connection, &mut findings))
        .and_then(|()| quotes(&store, &opened.project, &mut findings))
        .and_then(|()| history(connection, &mut findings));
    if let Err(fault) = checked {
        findings.sentences.push(format!("{}.", fault.at(path, Doing::Reading)));
    }
    findings.sentences
}

/// The findings so far.
struct Findings {
    sentences: Vec<String>,
}

impl Findings {
    /// Adds findings of one kind, of which the first are told one by one.
    fn add(&mut self, kind: &str, found: Vec<String>) {
        let more = found.len().saturating_sub(TOLD);
        self.sentences.extend(found.into_iter().take(TOLD));
        if more > 0 {
            self.sentences.push(format!("{more} more like this: {kind}."));
        }
    }
}

fn pages(connection: &Connection, findings: &mut Findings) -> Result<(), Fault> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let finding: String = row.get(0)?;
        if finding != "ok" {
            let finding = finding.split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(format!("The file is damaged: {finding}."));
        }
    }
    findings.add("the file is damaged", found);
    Ok(())
}

fn foreign_keys(connection: &Connection, findings: &mut Findings) -> Result<(), Fault> {
    let mut statement =
        connection.prepare("SELECT \"table\", \"parent\", rowid FROM pragma_foreign_key_check")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(1)?);
        let rowid: Option<i64> = row.get(2)?;
        found.push(format!(
            "Row {} of {table} names a {parent} that is not there.",
            rowid.unwrap_or_default()
        ));
    }
    findings.add("a row names one that is not there", found);
    Ok(())
}

/// Every span against the stored text of its article, an article at a time.
fn quotes(store: &Store, project: &Project, findings: &mut Findings) -> Result<(), Fault> {
    let mut by_article = HashMap::<_, Vec<_>>::new();
    for (id, annotation) in project.annotations.iter() {
        by_article.entry(annotation.article).or_default().push((id, annotation));
    }
    let (mut strayed, mut lost, mut without_text) = (Vec::new(), Vec::new(), Vec::new());
    for (id, article) in project.articles.iter() {
        let Some(annotations) = by_article.get(&id) else { continue };
        let text = match &store.connection {
            Some(connection) => super::fetch::text(connection, &article.sha256)?,
            None => None,
        };
        let Some(text) = text else {
            without_text.push(format!("The text of “{}” is not in the file.", article.path));
            continue;
        };
        for (id, annotation) in annotations {
            if annotation.anchor == Anchor::Lost {
                let earlier = match &store.connection {
                    Some(connection) => super::fetch::text(connection, &annotation.anchor_sha256)?,
                    None => None,
                };
                let where_it_was = if earlier.is_some_and(|text| annotation.stands_in(&text)) {
                    "the file has the text in which it was made"
                } else {
                    "the text in which it was made is not in the file"
                };
                lost.push(format!(
                    "Annotation {id} of “{}” says “{}”, which is not found in the article's present text; \
                     {where_it_was}. Move it to the words that say the same, or remove it.",
                    article.path, annotation.quote
                ));
                continue;
            }
            if annotation.matches(&text) {
                continue;
            }
            strayed.push(format!(
                "Annotation {id} of “{}” says “{}”, and these words do not stand at bytes {} to {} of the text.",
                article.path, annotation.quote, annotation.start, annotation.end
            ));
        }
    }
    findings.add("the text of an article is not in the file", without_text);
    findings.add("a quote does not stand in the text", strayed);
    findings.add("a quote is not found in the present text", lost);
    Ok(())
}

/// The rows of one table, by id.
type Rows = HashMap<String, Cells>;

/// Replays the history from nothing and compares it with the tables.
fn history(connection: &Connection, findings: &mut Findings) -> Result<(), Fault> {
    let mut statement = connection.prepare(
        "SELECT change.edit, change.n, change.tbl, change.row, change.before, change.after, edit.label \
         FROM change LEFT JOIN edit ON edit.seq = change.edit ORDER BY change.edit, change.n",
    )?;
    let mut changed = statement.query([])?;
    let mut replayed = HashMap::<&'static str, Rows>::new();
    let mut found = Vec::new();
    while let Some(change) = changed.next()? {
        let (seq, n): (i64, i64) = (change.get(0)?, change.get(1)?);
        let (table, row) = (change.get_ref(2)?.as_str()?, change.get_ref(3)?.as_str()?);
        let before = change.get_ref(4)?.as_str_or_null()?;
        let after = change.get_ref(5)?.as_str_or_null()?;
        let problem = 'problem: {
            for_each_table!(T => {
                if table == T::TABLE {
                    break 'problem replay::<T>(replayed.entry(T::TABLE).or_default(), row, before, after).err();
                }
            });
            Some("there is no such table".to_owned())
        };
        if let Some(problem) = problem {
            let label = change.get_ref(6)?.as_str_or_null()?.unwrap_or("an edit that is not there");
            found.push(format!(
                "Change {n} of edit {seq} (“{label}”), of {table} {row}, cannot be replayed: {problem}."
            ));
        }
    }
    findings.add("a change cannot be replayed", found);
    let mut apart = Vec::new();
    for_each_table!(T => {
        compare::<T>(connection, replayed.remove(T::TABLE).unwrap_or_default(), &mut apart)?;
    });
    findings.add("a row is not what the history adds up to", apart);
    Ok(())
}

/// Lays one change on the rows replayed so far; says what does not fit.
fn replay<T: Record>(
    rows: &mut Rows,
    id: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), String> {
    let parse = |json: Option<&str>| json.map(|json| changes::parse(T::columns(), json)).transpose();
    let (before, after) = (parse(before)?, parse(after)?);
    let found = match (&before, rows.get(id)) {
        (None, None) => changes::blank::<T>(),
        (None, Some(_)) => return Err("it adds a row that is there already".to_owned()),
        (Some(_), None) => return Err("it changes a row that is not there".to_owned()),
        (Some(before), Some(row)) => {
            // Of two copies that were merged, both may have made the same change.
            let made_already = |n| after.iter().flatten().any(|(m, cell)| *m == n && row[n] == *cell);
            if let Some((n, _)) = before.iter().find(|(n, cell)| row[*n] != *cell && !made_already(*n)) {
                return Err(format!("{} was not what it says", T::columns()[*n]));
            }
            row.clone()
        }
    };
    match after {
        Some(after) => {
            let mut row = found;
            changes::lay(&mut row, after);
            rows.insert(id.to_owned(), row);
        }
        None => {
            rows.remove(id);
        }
    }
    Ok(())
}

/// Compares one table with its replayed rows.
fn compare<T: Record>(
    connection: &Connection,
    mut replayed: Rows,
    apart: &mut Vec<String>,
) -> Result<(), Fault> {
    tables::each_row::<T>(connection, |id, cells| {
        let table = T::TABLE;
        match replayed.remove(id) {
            None => apart.push(format!("{table} {id} is in no edit of the history.")),
            Some(expected) => {
                for n in changes::differing(&expected, cells) {
                    let column = &T::columns()[n];
                    apart.push(format!("{table} {id}: {column} is not what the history adds up to."));
                }
            }
        }
    })?;
    let mut missing: Vec<String> = replayed.into_keys().collect();
    missing.sort_unstable();
    apart.extend(
        missing.into_iter().map(|id| format!("{} {id} is in the history and not in its table.", T::TABLE)),
    );
    Ok(())
}

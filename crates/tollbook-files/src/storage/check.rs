//! Checking a project file from end to end: what `tollbook check` says of the file itself.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::changes::{self, Cells};
use super::error::{Doing, Fault, unreadable_page};
use super::open;
use super::store::Store;
use super::tables::{self, for_each_table};
use tollbook_core::model::{Anchor, EditId, EntryId, List, Project, Record};

/// How far the clock of another machine may be ahead.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(24);

/// At most so many findings of one kind are named one by one.
const MOST_NAMED: usize = 20;

/// Everything that is wrong with a project file, a sentence each; empty is sound.
///
/// Beside what opening says: SQLite's own check of every page, index and foreign key; that every
/// text has its hash and every span its quote in the text; that edits follow each other, are of
/// known coders and possible times; and that the history, replayed from nothing, gives exactly what
/// stands in the tables. Changes nothing.
pub fn check(path: &Path) -> Vec<String> {
    let (store, opened) = match Store::open(path) {
        Ok(opened) => opened,
        Err(error) => return vec![format!("{error}.")],
    };
    match &store.connection {
        Some(connection) => examine(connection, path, &opened.project, opened.warnings),
        None => opened.warnings,
    }
}

/// Everything that is wrong with the project behind `connection`, as [`check()`] says it.
pub(super) fn findings(connection: &Connection, path: &Path) -> Vec<String> {
    match open::read(connection, path) {
        Ok((_, opened)) => examine(connection, path, &opened.project, opened.warnings),
        Err(error) => vec![format!("{error}.")],
    }
}

/// Whether SQLite finds nothing wrong with any page and any index.
///
/// # Errors
/// If not all of them can be read.
pub(super) fn pages_are_sound(connection: &Connection) -> Result<bool, Fault> {
    let mut findings = Findings { sentences: Vec::new() };
    pages(connection, &mut findings)?;
    Ok(findings.sentences.is_empty())
}

fn examine(connection: &Connection, path: &Path, project: &Project, warnings: Vec<String>) -> Vec<String> {
    let mut findings = Findings { sentences: warnings };
    let checked = pages(connection, &mut findings)
        .and_then(|()| foreign_keys(connection, &mut findings))
        .and_then(|()| texts(connection, &mut findings))
        .and_then(|()| quotes(connection, project, &mut findings))
        .and_then(|()| edits(connection, project, &mut findings))
        .and_then(|()| match super::team::older(connection)? {
            // What the facts add up to is checked once all of it is there.
            Some(older) => Err(Fault::Incomplete(older)),
            None => history(connection, &mut findings),
        });
    if let Err(fault) = checked {
        findings.sentences.push(format!("{}.", fault.at(path, Doing::Reading)));
    }
    annotations(project, &mut findings);
    findings.sentences
}

/// The findings so far.
struct Findings {
    sentences: Vec<String>,
}

impl Findings {
    /// Adds findings of one kind, of which the first are told one by one.
    fn add(&mut self, kind: &str, found: Vec<String>) {
        let more = found.len().saturating_sub(MOST_NAMED);
        self.sentences.extend(found.into_iter().take(MOST_NAMED));
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
        if let Some(error) = unreadable_page(&finding) {
            return Err(error.into());
        }
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

/// Every stored text against the hash under which it is stored.
fn texts(connection: &Connection, findings: &mut Findings) -> Result<(), Fault> {
    let mut statement = connection.prepare("SELECT sha256, text FROM text")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (sha256, text) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        if crate::hex(&Sha256::digest(text.as_bytes())) != sha256 {
            found.push(format!("The stored text {sha256} is not the one that was stored under this name."));
        }
    }
    findings.add("a stored text is not the one that was stored", found);
    Ok(())
}

/// Times and coders of annotations.
fn annotations(project: &Project, findings: &mut Findings) {
    let mut found = Vec::new();
    for (id, annotation) in project.annotations.iter() {
        if annotation.modified < annotation.created {
            let (created, modified) = (annotation.created, annotation.modified);
            found
                .push(format!("Annotation {id} was changed at {modified}, before it was made at {created}."));
        }
        let coder = project.entries.get(annotation.coder);
        if coder.is_some_and(|entry| entry.list != List::Coder) {
            found.push(format!("Annotation {id} names as its coder an entry that is no coder."));
        }
    }
    findings.add("the time or the coder of an annotation is impossible", found);
}

/// The edits themselves: their order, their times and coders, and what they take back.
fn edits(connection: &Connection, project: &Project, findings: &mut Findings) -> Result<(), Fault> {
    let latest = Timestamp::now() + CLOCKS_DIFFER;
    let mut statement =
        connection.prepare("SELECT seq, id, label, coder, at, undoes FROM edit ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut earlier = HashSet::<EditId>::new();
    let mut found = Vec::new();
    let mut expected = 1_i64;
    let older = super::team::older(connection)?;
    while let Some(row) = rows.next()? {
        let (seq, label): (i64, String) = (row.get(0)?, row.get(2)?);
        if let Some(older) = older.filter(|older| seq >= older.until && expected == older.here + 1) {
            expected = older.until;
        }
        let mut say = |what: &str| found.push(format!("Edit {seq} (“{label}”) {what}."));
        if seq != expected {
            say(&format!("stands where edit {expected} should"));
        }
        expected = seq.saturating_add(1);
        match row.get_ref(4)?.as_str()?.parse::<Timestamp>() {
            Ok(at) if at > latest => say(&format!("is said to be made at {at}, which is yet to come")),
            Ok(_) => {}
            Err(_) => say("was made at no moment that can be read"),
        }
        let coder = row.get_ref(3)?.as_str()?.parse::<EntryId>().ok();
        match coder.map(|coder| project.entries.get(coder)) {
            None => say("has no coder that can be read"),
            Some(Some(entry)) if entry.list != List::Coder => {
                say("names as its coder an entry that is no coder")
            }
            // A coder whose last annotation is gone may have been removed from the list.
            Some(_) => {}
        }
        if let Some(undone) = row.get_ref(5)?.as_str_or_null()? {
            match undone.parse::<EditId>() {
                Ok(undone) if earlier.contains(&undone) => {}
                _ if row.get_ref(1)?.as_str()? == undone => say("takes itself back"),
                // It may be one that has not come in yet.
                Ok(_) if older.is_some() => {}
                _ => say(&format!("takes back {undone}, which is no edit before it")),
            }
        }
        earlier.extend(row.get_ref(1)?.as_str()?.parse::<EditId>().ok());
    }
    findings.add("an edit is impossible", found);
    Ok(())
}

/// Every span against the stored text of its article, an article at a time.
fn quotes(connection: &Connection, project: &Project, findings: &mut Findings) -> Result<(), Fault> {
    let mut by_article = HashMap::<_, Vec<_>>::new();
    for (id, annotation) in project.annotations.iter() {
        by_article.entry(annotation.article).or_default().push((id, annotation));
    }
    let (mut strayed, mut lost, mut without_text) = (Vec::new(), Vec::new(), Vec::new());
    for (id, article) in project.articles.iter() {
        let Some(annotations) = by_article.get(&id) else { continue };
        let Some(text) = super::fetch::text(connection, &article.sha256)? else {
            without_text.push(format!("The text of “{}” is not in the file.", article.path));
            continue;
        };
        for (id, annotation) in annotations {
            if annotation.anchor == Anchor::Lost {
                let earlier = super::fetch::text(connection, &annotation.anchor_sha256)?;
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

//! `tollbook history`: who changed what when, or what differs between two moments.

use std::collections::HashMap;
use std::io::BufWriter;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{Answer, stored};
use crate::jobs::output::write;
use tollbook_core::analysis::changes::{ProjectChanges, RowNames, facts_of_changes};
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::EditId;
use tollbook_core::model::HistoryEntry;
use tollbook_files::exchange::{HistorySheet, Options, write_changes};
use tollbook_files::storage::{HistoryPart, HistoryReader};

/// Between which moments, and what is written.
#[derive(Debug, clap::Args)]
pub struct HistoryChoice {
    /// Only edits made at this moment or later: a day (2026-11-29) or a moment (2026-11-29T14:00), in local time
    /// unless it ends in Z.
    #[arg(long, value_name = "MOMENT", value_parser = first_moment)]
    since: Option<Timestamp>,
    /// Only edits made until this moment; a day is until its end.
    #[arg(long, value_name = "MOMENT", value_parser = last_moment)]
    until: Option<Timestamp>,
    /// Write what differs between the project before the first of these edits and after the last, facts and bars of
    /// the chart, in place of edit by edit.
    #[arg(long)]
    changes: bool,
    /// The CSV file; without it, the table goes to standard output.
    #[arg(long, value_name = "FILE")]
    to: Option<std::path::PathBuf>,
}

/// A day begins at its first moment.
fn first_moment(text: &str) -> Result<Timestamp, String> {
    moment(text, Some)
}

/// A day lasts until the next begins.
fn last_moment(text: &str) -> Result<Timestamp, String> {
    moment(text, |day| day.tomorrow().ok())
}

fn moment(text: &str, of_day: impl FnOnce(Date) -> Option<Date>) -> Result<Timestamp, String> {
    let local = |at: DateTime| at.to_zoned(TimeZone::system()).ok().map(|at| at.timestamp());
    let parsed = if let Ok(at) = text.parse::<Timestamp>() {
        Some(at)
    } else if !text.contains(':') {
        text.parse::<Date>().ok().and_then(of_day).and_then(|day| local(day.to_datetime(Default::default())))
    } else {
        text.parse::<DateTime>().ok().and_then(local)
    };
    parsed.ok_or_else(|| "a day such as 2026-11-29, or a moment such as 2026-11-29T14:00".to_owned())
}

/// `tollbook history PROJECT`.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn history(project: &Path, choice: &HistoryChoice, options: &Options) -> Answer {
    let (place, store, opened) = stored(project)?;
    let sentence = |error| format!("{error}.");
    store.expect_whole_history().map_err(sentence)?;
    let reader = HistoryReader::open(&place.file).map_err(sentence)?;
    let HistoryPart { entries, coders } = reader.entries(0).map_err(sentence)?;
    let first = entries.iter().find(|entry| choice.since.is_none_or(|since| entry.at >= since));
    let last = entries.iter().rev().find(|entry| choice.until.is_none_or(|until| entry.at < until));
    let (Some(first), Some(last)) =
        (first, last.filter(|last| first.is_none_or(|first| first.seq <= last.seq)))
    else {
        return Err(format!("{} has no edit from that time.", place.file.display()));
    };
    let mut bytes = Vec::new();
    let rows = if choice.changes {
        let after = store.project_after(&opened.project, last.seq).map_err(sentence)?;
        let before = store.project_after(&opened.project, first.seq - 1).map_err(sentence)?;
        let changes = ProjectChanges::between(&before, &after, &Query::everything());
        write_changes(&mut bytes, &changes, options).map_err(|error| error.to_string())?
    } else {
        let known: HashMap<EditId, i64> = entries.iter().map(|entry| (entry.id, entry.seq)).collect();
        let mut names = RowNames::new(&[&opened.project]);
        reader.each_change(1, i64::MAX, |_, change| names.learn(&change)).map_err(sentence)?;
        let mut sheet =
            HistorySheet::new(BufWriter::new(&mut bytes), options).map_err(|error| error.to_string())?;
        let mut changes = Vec::new();
        reader
            .each_change(first.seq, last.seq, |seq, change| changes.push((seq, change)))
            .map_err(sentence)?;
        let mut changes = changes.into_iter().peekable();
        let wanted = |entry: &&HistoryEntry| (first.seq..=last.seq).contains(&entry.seq);
        for entry in entries.iter().filter(wanted) {
            let mut own = Vec::new();
            while let Some((_, change)) = changes.next_if(|(seq, _)| *seq == entry.seq) {
                own.push(change);
            }
            let facts = facts_of_changes(&own, &names);
            let undoes = entry.undoes.and_then(|undone| known.get(&undone).copied());
            let coder = coders.get(&entry.coder).map_or("", String::as_str);
            sheet.edit(entry, coder, undoes, &facts).map_err(|error| error.to_string())?;
        }
        sheet.finish().map_err(|error| error.to_string())?
    };
    match &choice.to {
        Some(to) => {
            write(to, &bytes)?;
            Ok(vec![format!("Wrote {rows} rows to {}", to.display())])
        }
        None => {
            use std::io::Write as _;
            // Whoever reads may have heard enough, as `head` does.
            let _ = std::io::stdout().lock().write_all(&bytes);
            Ok(Vec::new())
        }
    }
}

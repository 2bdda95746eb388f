//! The table of possible duplicates.

use std::io::{self, Write};

use super::cell::Cells;
use super::columns::DUPLICATES;
use super::sheet::{Options, Sheet};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::duplicates::Duplicates;
use tollbook_core::analysis::near_duplicates::NearDuplicates;
use tollbook_core::model::{ArticleId, IncidentId, Project};

/// Writes the pairs of incidents that may be one event, and then the pairs of articles whose texts agree, both
/// best first; answers with how many rows there are.
///
/// # Errors
/// Those of `out`.
pub fn write_duplicates<W: Write>(
    out: W,
    (project, answers): (&Project, &Answers),
    incidents: &Duplicates,
    articles: &[NearDuplicates],
    options: &Options,
) -> io::Result<usize> {
    let mut sheet = Sheet::new(out, &DUPLICATES, options)?;
    let mut cells = Cells::default();
    let title = |id: IncidentId| answers.incident(id).map_or("", |view| view.title.as_str());
    for (pair, score) in incidents.ranked(project, answers) {
        let [first, second] = pair.both();
        cells.clear();
        cells.text("incidents");
        cells.id(Some(first.0));
        cells.id(Some(second.0));
        cells.text(title(first));
        cells.text(title(second));
        cells.shown(Some(score));
        cells.truth(incidents.is_open(pair));
        cells.list(incidents.reasons(first, second).iter().map(String::as_str));
        sheet.row(&cells)?;
    }
    for NearDuplicates { first, second, share } in articles {
        let article = |id: &ArticleId| project.articles.get(*id);
        let path = |id: &ArticleId| article(id).map_or("", |article| article.path.as_str());
        let title = |id: &ArticleId| article(id).map_or("", |article| article.title.as_str());
        let percent = (share * 100.0).round();
        cells.clear();
        cells.text("articles");
        cells.text(path(first));
        cells.text(path(second));
        cells.text(title(first));
        cells.text(title(second));
        cells.shown(Some(percent));
        cells.truth(true);
        cells.list([format!("{percent} % of the shorter text stands in the other").as_str()]);
        sheet.row(&cells)?;
    }
    let rows = sheet.rows();
    sheet.finish()?.flush()?;
    Ok(rows)
}

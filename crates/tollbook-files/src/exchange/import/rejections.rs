//! `rejections.csv`.

use super::locate::locate;
use super::parse::{CellProblem, Checked, moment, truth, word};
use super::planner::{Planner, RowResult};
use super::table::{Row, Table};
use crate::exchange::claim_columns::ReadNames;
use tollbook_core::model::{Kind, List, Outcome, Rejection, RejectionId};

impl Planner<'_> {
    /// One file of this kind.
    pub(super) fn rejections(&mut self, table: &Table) {
        for row in table.rows() {
            let did = self.rejection(&row);
            self.tally(&row, did);
        }
    }

    fn rejection(&mut self, row: &Row<'_>) -> Checked<RowResult> {
        let kind: Option<Kind> = word("kind", row.cell("kind"), Kind::ALL)?;
        let kind =
            kind.ok_or_else(|| CellProblem::new("kind", "It is blank; give the kind that was suggested."))?;
        let outcome: Option<Outcome> = word("outcome", row.cell("outcome"), Outcome::ALL)?;
        let everywhere = truth("everywhere", row.cell("everywhere"))?.unwrap_or(false);
        let created = moment("created", row.cell("created"))?.unwrap_or(self.draft.stamp.at);
        let path = row.cell("article");
        let article = self.article(path)?;
        let text = self.text(article).ok_or_else(|| {
            CellProblem::new(
                "article",
                format!(
                    "The text of “{path}” is not at hand; put the article into the folder and import again."
                ),
            )
        })?;
        let (span, _) = locate(row, &text)?;
        let same = |known: &Rejection| {
            (known.article, known.start, known.end, known.kind, known.outcome)
                == (article, span.start, span.end, kind, outcome)
        };
        let known = self.draft.rows::<Rejection>().find(|(_, known)| same(known));
        if let Some((id, known)) = known.map(|(id, known)| (id, known.clone())) {
            // Only how far it reaches can be changed; whose it is and since when stays.
            if known.everywhere == everywhere {
                return Ok(RowResult::Nothing);
            }
            self.draft.set(id, Rejection { everywhere, ..known });
            return Ok(RowResult::Changed);
        }
        let coder = self.entry(List::Coder, row.cell("coder")).unwrap_or(self.draft.stamp.coder);
        let id: RejectionId = self.draft.stamp.mint();
        let (start, end, quote) = (span.start, span.end, text[span].to_owned());
        self.draft
            .set(id, Rejection { article, start, end, quote, kind, outcome, everywhere, coder, created });
        Ok(RowResult::Added)
    }
}

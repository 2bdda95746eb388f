//! A codebook from elsewhere: a file with a column of names, perhaps with what stands above each, its
//! colour, its key and what it is for, under whatever headings other programs give them.

use std::collections::{HashMap, HashSet};

use super::planner::Planner;
use super::table::Table;
use crate::exchange::code_columns::CODE_COLUMNS;
use crate::exchange::columns::CODEBOOK;
use tollbook_core::model::{Code, CodeId};

/// The headings of a codebook as this program has them; `None` if none of them is for names. Of a file
/// with one column and no heading, the first line is a name like the others: the answer is then `true`.
pub(super) fn headings(found: &[String]) -> Option<(Vec<String>, bool)> {
    let mut headings = found.to_vec();
    for code_column in CODE_COLUMNS {
        let mut aliases = code_column.aliases.iter();
        if let Some(place) = aliases.find_map(|alias| found.iter().position(|heading| heading == alias)) {
            headings[place] = code_column.column.name.to_owned();
        }
    }
    if headings.iter().any(|heading| heading == "code") {
        return Some((headings, false));
    }
    (found.len() == 1).then(|| (vec!["code".to_owned()], true))
}

impl Planner<'_> {
    /// Adds the codes that only stand above others, as the categories of other programs do.
    pub(super) fn codes_above(&mut self, table: &Table) {
        debug_assert_eq!(table.file.name, CODEBOOK.name);
        let fold = |name: &str| name.trim().to_lowercase();
        let rows: HashSet<String> = table.rows().map(|row| fold(row.cell("code"))).collect();
        for row in table.rows() {
            let above = row.cell("parent").trim();
            if above.is_empty() || rows.contains(&fold(above)) || self.names.code(above).is_some() {
                continue;
            }
            let colour = self.colour_of_code();
            self.add_code(Code {
                name: above.to_owned(),
                parent: None,
                colour,
                key: String::new(),
                description: String::new(),
                claim: None,
            });
            self.planned.added += 1;
        }
    }

    /// Takes keys back that two codes would have: a code that the files do not speak of keeps its key,
    /// and of two that they do the first.
    pub(super) fn one_code_a_key(&mut self, given: &[CodeId]) {
        let mut owners: HashMap<String, String> = HashMap::new();
        let others: Vec<CodeId> =
            self.draft.rows::<Code>().map(|(id, _)| id).filter(|id| !given.contains(id)).collect();
        for &id in others.iter().chain(given) {
            let Some(code) = self.draft.get::<Code>(id).filter(|code| code.claim.is_none()) else { continue };
            let key = code.key.trim().to_uppercase();
            if key.is_empty() {
                continue;
            }
            if let Some(owner) = owners.get(&key).filter(|_| given.contains(&id)) {
                self.warn(format!(
                    "The key {key} is that of “{owner}” and was not given to “{}”.",
                    code.name
                ));
            } else {
                owners.insert(key, code.name.clone());
                continue;
            }
            self.draft.update(id, |code: &mut Code| code.key.clear());
        }
    }
}

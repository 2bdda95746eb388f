//! Lists, operations and the codebook: rows that are known by name.

use std::collections::HashSet;

use super::parse::{COLOUR, CellProblem, Checked, day, parsed, truth, word};
use super::planner::{Planner, RowResult};
use super::table::{Row, Table};
use crate::exchange::cell::split_list;
use crate::exchange::code_columns::CODE_COLUMNS;
use tollbook_core::model::{
    Code, CodeId, Colour, EntryId, List, ListEntry, Operation, OperationId, SideKind,
};

impl Planner<'_> {
    /// `lists.csv`.
    pub(super) fn lists(&mut self, table: &Table) {
        let mut kept = HashSet::new();
        for row in table.rows() {
            let did = self.list_entry(&row, &mut kept);
            self.tally(&row, did);
        }
        if self.replaces_by(table) {
            self.names.forget_entries();
            for (id, entry) in self.base.project.entries.iter() {
                if !kept.contains(&id) {
                    self.draft.remove::<ListEntry>(id);
                } else {
                    self.names.add_entry(entry.list, &entry.value, id);
                }
            }
            for id in kept {
                if let Some(entry) = self.draft.get::<ListEntry>(id) {
                    self.names.add_entry(entry.list, &entry.value, id);
                }
            }
        }
    }

    /// Whether the lists with which projects begin make way for those of this table.
    fn replaces_by(&self, table: &Table) -> bool {
        let project = self.base.project.id();
        self.replaces && table.package.as_ref().is_some_and(|info| info.project == project)
    }

    fn list_entry(&mut self, row: &Row<'_>, kept: &mut HashSet<EntryId>) -> Checked<RowResult> {
        let list: Option<List> = word("list", row.cell("list"), List::ALL)?;
        let list =
            list.ok_or_else(|| CellProblem::new("list", "It is blank; say which list, such as side."))?;
        let value = row.cell("value");
        if value.is_empty() {
            return Err(CellProblem::new("value", "It is blank; give the entry a name."));
        }
        let recorded = truth("recorded", row.cell("recorded"))?;
        let kind: Option<SideKind> = word("kind", row.cell("kind"), SideKind::ALL)?;
        let known = self.names.exact_entry(list, value);
        let before = known.and_then(|id| self.draft.get::<ListEntry>(id));
        let named = || ListEntry::named(list, value);
        let mut entry = match before.as_deref() {
            // A package says all that there is to say.
            Some(_) if self.replaces_by(row.table) => named(),
            before => before.cloned().unwrap_or_else(named),
        };
        if let Some(detail) = row.get("detail") {
            entry.detail = detail.to_owned();
        }
        if let Some(country) = row.get("country") {
            entry.country = country.to_owned();
        }
        if row.get("kind").is_some() {
            entry.kind = kind;
        }
        if row.get("recorded").is_some() {
            entry.recorded = recorded.unwrap_or(false);
        }
        match (known, before) {
            (Some(id), Some(before)) => {
                kept.insert(id);
                let changed = *before != entry;
                self.draft.set(id, entry);
                Ok(RowResult::changed(changed))
            }
            _ => {
                kept.insert(self.add_entry(entry));
                Ok(RowResult::Added)
            }
        }
    }

    /// `operations.csv`. The operation that one follows may stand further down.
    pub(super) fn operations(&mut self, tables: &[&Table]) {
        let mut done = Vec::new();
        for row in tables.iter().flat_map(|table| table.rows()) {
            match self.operation_row(&row) {
                Ok((id, did)) => done.push((row, id, did)),
                Err(why) => self.tally(&row, Err(why)),
            }
        }
        let kept: HashSet<OperationId> = done.iter().map(|(_, id, _)| *id).collect();
        if tables.iter().any(|table| self.replaces_by(table)) {
            self.names.forget_operations();
            for (id, _) in self.base.project.operations.iter().filter(|(id, _)| !kept.contains(id)) {
                self.draft.remove::<Operation>(id);
            }
            for id in &kept {
                if let Some(operation) = self.draft.get::<Operation>(*id) {
                    self.names.add_operation(&operation.name, &operation.aliases, *id);
                }
            }
        }
        let mut followed = Vec::new();
        for (row, id, did) in done {
            let before = self.draft.get::<Operation>(id).and_then(|operation| operation.follows);
            match self.named_or_none(&row, "follows", Self::followed) {
                Ok(Some(follows)) if follows != before => {
                    self.draft.update(id, |operation: &mut Operation| operation.follows = follows);
                    followed.push((
                        row,
                        id,
                        before,
                        if did == RowResult::Added { did } else { RowResult::Changed },
                    ));
                }
                Ok(_) => self.tally(&row, Ok(did)),
                Err(why) => self.tally(&row, Err(why)),
            }
        }
        for (row, id, before, did) in followed {
            let next = |id: OperationId| self.draft.get::<Operation>(id)?.follows;
            let did = if leads_back(id, next) {
                self.draft.update(id, |operation: &mut Operation| operation.follows = before);
                Err(CellProblem::new(
                    "follows",
                    "The operation would follow itself in the end; change or clear one of them.",
                ))
            } else {
                Ok(did)
            };
            self.tally(&row, did);
        }
        // The operation that one followed may be gone, and the row that says so be refused.
        for id in kept {
            let follows = self.draft.get::<Operation>(id).and_then(|operation| operation.follows);
            if follows.is_some_and(|follows| self.draft.get::<Operation>(follows).is_none()) {
                self.draft.update(id, |operation: &mut Operation| operation.follows = None);
            }
        }
    }

    fn followed(&self, name: &str) -> Checked<OperationId> {
        let known = || self.names.operations();
        self.names.operation(name).ok_or_else(|| {
            CellProblem::new(
                "follows",
                format!("There is no operation “{name}”, only {}; change the name.", known()),
            )
        })
    }

    /// What a cell names: `None` if the file has no such column, `Some(None)` for a blank.
    fn named_or_none<I>(
        &self,
        row: &Row<'_>,
        column: &str,
        find: impl Fn(&Self, &str) -> Checked<I>,
    ) -> Checked<Option<Option<I>>> {
        match row.get(column) {
            None => Ok(None),
            Some("") => Ok(Some(None)),
            Some(name) => find(self, name).map(|id| Some(Some(id))),
        }
    }

    fn operation_row(&mut self, row: &Row<'_>) -> Checked<(OperationId, RowResult)> {
        let name = row.cell("operation");
        if name.is_empty() {
            return Err(CellProblem::new("operation", "It is blank; give the operation a name."));
        }
        let begins = day("begins", row.cell("begins"))?;
        let ends = day("ends", row.cell("ends"))?;
        if begins.zip(ends).is_some_and(|(begins, ends)| ends < begins) {
            return Err(CellProblem::new(
                "ends",
                "The operation would end before it begins; change one of the days.",
            ));
        }
        let colour = parsed::<Colour>("colour", row.cell("colour"), COLOUR)?;
        let known = self.names.exact_operation(name);
        let before = known.and_then(|id| self.draft.get::<Operation>(id));
        let mut operation = before.as_deref().cloned().unwrap_or_else(|| Operation {
            name: name.to_owned(),
            aliases: Vec::new(),
            begins: None,
            ends: None,
            area: Vec::new(),
            follows: None,
            colour: self.colour_of_operation(),
        });
        if let Some(cell) = row.get("aliases") {
            operation.aliases = split_list(cell);
        }
        if let Some(cell) = row.get("area") {
            operation.area = split_list(cell);
        }
        if row.get("begins").is_some() {
            operation.begins = begins;
        }
        if row.get("ends").is_some() {
            operation.ends = ends;
        }
        operation.colour = colour.unwrap_or(operation.colour);
        match (known, before) {
            (Some(id), Some(before)) => {
                let changed = *before != operation;
                self.draft.set(id, operation);
                Ok((id, RowResult::changed(changed)))
            }
            _ => Ok((self.add_operation(operation), RowResult::Added)),
        }
    }

    /// `codebook.csv`. The code above one may stand further down.
    pub(super) fn codebook(&mut self, tables: &[&Table]) {
        let mut done = Vec::new();
        for row in tables.iter().flat_map(|table| table.rows()) {
            match self.code_row(&row) {
                Ok((id, did)) => done.push((row, id, did)),
                Err(why) => self.tally(&row, Err(why)),
            }
        }
        let kept: HashSet<CodeId> = done.iter().map(|(_, id, _)| *id).collect();
        if tables.iter().any(|table| self.replaces_by(table)) {
            self.names.forget_codes();
            for (id, _) in self.base.project.codes.iter().filter(|(id, _)| !kept.contains(id)) {
                self.draft.remove::<Code>(id);
            }
            for id in &kept {
                if let Some(code) = self.draft.get::<Code>(*id) {
                    self.names.add_code(&code.name, *id);
                }
            }
        }
        if !self.replaces {
            // What has its key from before keeps it as it is.
            let known = |id: &CodeId| self.base.project.codes.get(*id).map(|code| code.key.clone());
            let now = |id: &CodeId| self.draft.get::<Code>(*id).map(|code| code.key.clone());
            let given: Vec<CodeId> =
                done.iter().map(|(_, id, _)| *id).filter(|id| known(id) != now(id)).collect();
            self.one_code_a_key(&given);
        }
        let mut placed = Vec::new();
        for (row, id, did) in done {
            let before = self.draft.get::<Code>(id).and_then(|code| code.parent);
            match self.named_or_none(&row, "parent", Self::above) {
                Ok(Some(parent)) if parent != before => {
                    self.draft.update(id, |code: &mut Code| code.parent = parent);
                    placed.push((
                        row,
                        id,
                        before,
                        if did == RowResult::Added { did } else { RowResult::Changed },
                    ));
                }
                Ok(_) => self.tally(&row, Ok(did)),
                Err(why) => self.tally(&row, Err(why)),
            }
        }
        for (row, id, before, did) in placed {
            let next = |id: CodeId| self.draft.get::<Code>(id)?.parent;
            let did = if leads_back(id, next) {
                self.draft.update(id, |code: &mut Code| code.parent = before);
                Err(CellProblem::new(
                    "parent",
                    "The code would stand above itself in the end; change or clear one of them.",
                ))
            } else {
                Ok(did)
            };
            self.tally(&row, did);
        }
    }

    fn above(&self, name: &str) -> Checked<CodeId> {
        let known = || self.names.codes();
        self.names.code(name).ok_or_else(|| {
            CellProblem::new(
                "parent",
                format!("There is no code “{name}”, only {}; change the name.", known()),
            )
        })
    }

    fn code_row(&mut self, row: &Row<'_>) -> Checked<(CodeId, RowResult)> {
        let name = row.cell("code");
        if name.is_empty() {
            return Err(CellProblem::new("code", "It is blank; give the code a name."));
        }
        // A package is taken as it is written. From elsewhere, “Place” is the code “place”.
        let of_package = row.table.package.is_some();
        let known = self.names.exact_code(name).or_else(|| self.names.code(name).filter(|_| !of_package));
        let before = known.and_then(|id| self.draft.get::<Code>(id));
        let next_colour = self.colour_of_code();
        let mut code = before.as_deref().cloned().unwrap_or_else(|| Code {
            name: if of_package { name.to_owned() } else { name.trim().to_owned() },
            parent: None,
            colour: next_colour,
            key: String::new(),
            description: String::new(),
            claim: None,
        });
        for code_column in CODE_COLUMNS {
            if let Some(cell) = row.get(code_column.column.name) {
                (code_column.read)(&mut code, cell, of_package)?;
            }
        }
        match (known, before) {
            (Some(id), Some(before)) => {
                let changed = *before != code;
                self.draft.set(id, code);
                Ok((id, RowResult::changed(changed)))
            }
            _ => Ok((self.add_code(code), RowResult::Added)),
        }
    }
}

/// Whether following `next` from `start` comes back to a row.
pub(super) fn leads_back<I: Copy + Eq + std::hash::Hash>(start: I, next: impl Fn(I) -> Option<I>) -> bool {
    let mut seen = HashSet::from([start]);
    let mut at = start;
    while let Some(following) = next(at) {
        if !seen.insert(following) {
            return true;
        }
        at = following;
    }
    false
}

//! From the names that stand in files to the rows that they name.

use std::collections::HashMap;

use tollbook_core::model::{CodeId, EntryId, List, OperationId, Project};

/// Rows by name: exactly, and whatever the case and the white space around.
#[derive(Debug)]
struct ByName<I> {
    exact: HashMap<String, I>,
    folded: HashMap<String, I>,
}

impl<I> Default for ByName<I> {
    fn default() -> Self {
        Self { exact: HashMap::new(), folded: HashMap::new() }
    }
}

impl<I: Copy> ByName<I> {
    fn add(&mut self, name: &str, id: I) {
        self.exact.entry(name.to_owned()).or_insert(id);
        self.folded.entry(fold(name)).or_insert(id);
    }

    fn find(&self, name: &str) -> Option<I> {
        self.exact.get(name).or_else(|| self.folded.get(&fold(name))).copied()
    }
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Everything that is known by name.
#[derive(Debug, Default)]
pub struct Names {
    entries: HashMap<List, ByName<EntryId>>,
    codes: ByName<CodeId>,
    operations: ByName<OperationId>,
    aliases: HashMap<String, OperationId>,
}

impl Names {
    /// The names of a project.
    pub fn from_project(project: &Project) -> Self {
        let mut names = Self::default();
        for (id, entry) in project.entries.iter() {
            names.add_entry(entry.list, &entry.value, id);
        }
        for (id, code) in project.codes.iter() {
            names.add_code(&code.name, id);
        }
        for (id, operation) in project.operations.iter() {
            names.add_operation(&operation.name, &operation.aliases, id);
        }
        names
    }

    /// An entry that is there now.
    pub fn add_entry(&mut self, list: List, name: &str, id: EntryId) {
        self.entries.entry(list).or_default().add(name, id);
    }

    /// A code that is there now.
    pub fn add_code(&mut self, name: &str, id: CodeId) {
        self.codes.add(name, id);
    }

    /// An operation that is there now.
    pub fn add_operation(&mut self, name: &str, aliases: &[String], id: OperationId) {
        self.operations.add(name, id);
        for alias in aliases {
            self.aliases.entry(fold(alias)).or_insert(id);
        }
    }

    /// The entries of all lists are gone.
    pub fn forget_entries(&mut self) {
        self.entries.clear();
    }

    /// The codes are gone.
    pub fn forget_codes(&mut self) {
        self.codes = ByName::default();
    }

    /// The operations are gone.
    pub fn forget_operations(&mut self) {
        self.operations = ByName::default();
        self.aliases.clear();
    }

    /// The entry of a list with this name.
    pub fn entry(&self, list: List, name: &str) -> Option<EntryId> {
        self.entries.get(&list).and_then(|entries| entries.find(name))
    }

    /// The entry of a list with exactly this name.
    pub fn exact_entry(&self, list: List, name: &str) -> Option<EntryId> {
        self.entries.get(&list).and_then(|entries| entries.exact.get(name)).copied()
    }

    /// The code with this name.
    pub fn code(&self, name: &str) -> Option<CodeId> {
        self.codes.find(name)
    }

    /// The code with exactly this name.
    pub fn exact_code(&self, name: &str) -> Option<CodeId> {
        self.codes.exact.get(name).copied()
    }

    /// The operation with this name, or with this alias where none has the name.
    pub fn operation(&self, name: &str) -> Option<OperationId> {
        self.operations.find(name).or_else(|| self.aliases.get(&fold(name)).copied())
    }

    /// The operation with exactly this name.
    pub fn exact_operation(&self, name: &str) -> Option<OperationId> {
        self.operations.exact.get(name).copied()
    }

    /// The names of the codes, for a sentence.
    pub fn codes(&self) -> String {
        listed(&self.codes)
    }

    /// The names of the operations, for a sentence.
    pub fn operations(&self) -> String {
        listed(&self.operations)
    }
}

fn listed<I>(names: &ByName<I>) -> String {
    let mut names: Vec<&str> = names.exact.keys().map(String::as_str).collect();
    names.sort_unstable();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

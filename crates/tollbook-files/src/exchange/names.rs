//! The names of rows, looked up while other rows are written.

use tollbook_core::model::{CodeId, EntryId, OperationId, Project};

/// The names of what annotations name, each looked up once in a run of rows that name the same.
#[derive(Debug)]
pub struct Names<'a> {
    /// The project.
    pub(super) project: &'a Project,
    code: Last<'a, CodeId>,
    coder: Last<'a, EntryId>,
    side: Last<'a, EntryId>,
    cause: Last<'a, EntryId>,
    operation: Last<'a, OperationId>,
}

/// The row that was named last, and its name.
type Last<'a, I> = Option<(I, &'a str)>;

fn name<'a, I: Copy + PartialEq>(last: &mut Last<'a, I>, id: I, find: impl FnOnce() -> &'a str) -> &'a str {
    match last {
        Some((known, name)) if *known == id => name,
        _ => last.insert((id, find())).1,
    }
}

impl<'a> Names<'a> {
    /// The names that `project` gives.
    pub fn new(project: &'a Project) -> Self {
        Self { project, code: None, coder: None, side: None, cause: None, operation: None }
    }

    /// The name of the code.
    pub(super) fn code(&mut self, id: CodeId) -> &'a str {
        let codes = &self.project.codes;
        name(&mut self.code, id, || codes.get(id).map_or("", |code| code.name.as_str()))
    }

    /// The name of the coder.
    pub(super) fn coder(&mut self, id: EntryId) -> &'a str {
        let project = self.project;
        name(&mut self.coder, id, || project.entry_name(Some(id)))
    }

    /// The name of the side.
    pub(super) fn side(&mut self, id: Option<EntryId>) -> &'a str {
        let (project, last) = (self.project, &mut self.side);
        id.map_or("", |id| name(last, id, || project.entry_name(Some(id))))
    }

    /// The name of the cause.
    pub(super) fn cause(&mut self, id: Option<EntryId>) -> &'a str {
        let (project, last) = (self.project, &mut self.cause);
        id.map_or("", |id| name(last, id, || project.entry_name(Some(id))))
    }

    /// The name of the operation.
    pub(super) fn operation(&mut self, id: OperationId) -> &'a str {
        let project = self.project;
        name(&mut self.operation, id, || project.operation_name(Some(id)))
    }
}

//! Text that was typed into a form and not entered yet, so that it is there again after a restart. Kept for the
//! user beside the preferences, never in a project.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What stands in the fields of one project, by the name of the field.
pub type Fields = BTreeMap<String, String>;

/// What stands in the fields of every project, by the path of the project file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnfinishedText(BTreeMap<String, Fields>);

impl UnfinishedText {
    /// What stands in the fields of a project.
    pub fn of_project(&self, file: &Path) -> Fields {
        self.0.get(&*file.to_string_lossy()).cloned().unwrap_or_default()
    }

    /// Remembers what stands in the fields of a project, in place of what stood there.
    pub fn set_fields(&mut self, file: &Path, fields: Fields) {
        let file = file.to_string_lossy().into_owned();
        if fields.is_empty() {
            self.0.remove(&file);
        } else {
            self.0.insert(file, fields);
        }
    }
}

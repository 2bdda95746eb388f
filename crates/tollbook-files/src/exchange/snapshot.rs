//! What an export writes.

use std::sync::Arc;

use tollbook_core::analysis::timeline::Query;
use tollbook_core::analysis::without_sensitive::{LeftOut, without_sensitive};
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::Project;

use crate::reading::document::Element;

/// What an export writes: the facts as they are at one moment.
pub struct Snapshot {
    /// The facts; a clone costs nothing.
    pub project: Project,
    /// What `series.csv` asks: [`Query::everything`] from the command, the chart's own from the window.
    pub query: Query,
    /// The stored text with this SHA-256, for turning bytes into code points.
    pub texts: Texts,
    /// The structure of the text with this SHA-256, for the pages on which annotations stand.
    pub structures: Structures,
    /// How much is left out because it is sensitive, where that was asked for.
    pub left_out: Option<LeftOut>,
}

impl Snapshot {
    /// The snapshot of a whole project.
    pub fn new(project: Project, query: Query, texts: Texts) -> Self {
        Self { project, query, texts, structures: Box::new(|_| Arc::default()), left_out: None }
    }

    /// The same, with the structure of texts.
    pub fn with_structures(self, structures: Structures) -> Self {
        Self { structures, ..self }
    }

    /// The snapshot without what is marked sensitive; its figures are counted without it.
    pub fn without_sensitive(self) -> Self {
        let (project, left_out) = without_sensitive(&self.project);
        Self { project, left_out: Some(left_out), ..self }
    }

    /// What is left out, as a sentence.
    pub(super) fn left_out(&self) -> Option<String> {
        let LeftOut { articles, annotations, incidents } = self.left_out?;
        Some(format!(
            "Left out because it is sensitive: {}, {} and {}. The figures are counted without them.",
            counted(articles, "article"),
            counted(annotations, "annotation"),
            counted(incidents, "incident")
        ))
    }
}

/// Finds a stored text by its SHA-256 in hexadecimal.
pub type Texts = Box<dyn Fn(&str) -> Option<Arc<str>> + Send>;

/// Finds the structure of a text by its SHA-256 in hexadecimal; empty where none is at hand.
pub type Structures = Box<dyn Fn(&str) -> Arc<[Element]> + Send>;

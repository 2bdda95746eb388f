//! By what the chart groups people: each group is a layer of its bars, and nobody is in two.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::incident::IncidentView;
use crate::model::words::words;
use crate::model::{EntryId, OperationId, Project};

use super::Why;

words! {
    /// By what people are grouped.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Grouping ("operation, side, country, cause or source") {
        /// The operation of their incident.
        #[default]
        Operation = "operation",
        /// Whose people they are.
        Side = "side",
        /// The country of their incident.
        Country = "country",
        /// What did it.
        Cause = "cause",
        /// Who reported their incident.
        Source = "source",
    }
}

impl Grouping {
    /// By what a project's people are grouped at first: by operation, or by side where it has no operations.
    pub fn usual(project: &Project) -> Self {
        if project.operations.is_empty() { Self::Side } else { Self::Operation }
    }
}

/// People who are drawn together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Of an operation.
    Operation(OperationId),
    /// Of a side; `None` is one that is not set.
    Side(Option<EntryId>),
    /// Of a country; `None` is one that is not set.
    Country(Option<Arc<str>>),
    /// Of a cause; `None` is one that is not set.
    Cause(Option<EntryId>),
    /// Reported by one source alone; `None` is one that is not known.
    Source(Option<Arc<str>>),
    /// Reported by several sources.
    SeveralSources,
}

impl Group {
    /// The group of an incident's people of one side.
    pub(super) fn for_incident(
        view: &IncidentView,
        side: Option<EntryId>,
        grouping: Grouping,
    ) -> Result<Self, Why> {
        let named = |name: &str| Some(Arc::from(name)).filter(|_| !name.is_empty());
        Ok(match grouping {
            Grouping::Operation => match (view.operation.value, view.operation.conflict) {
                (Some(operation), _) => Self::Operation(operation),
                (None, true) => return Err(Why::SeveralOperations),
                (None, false) => return Err(Why::NoOperation),
            },
            Grouping::Side => Self::Side(side),
            Grouping::Country => Self::Country(view.country.value.as_deref().and_then(named)),
            Grouping::Cause => Self::Cause(view.cause.value),
            Grouping::Source => match view.sources[..] {
                [] => Self::Source(None),
                [ref one] => Self::Source(named(one)),
                _ => Self::SeveralSources,
            },
        })
    }

    /// By what it groups.
    pub fn grouping(&self) -> Grouping {
        match self {
            Self::Operation(_) => Grouping::Operation,
            Self::Side(_) => Grouping::Side,
            Self::Country(_) => Grouping::Country,
            Self::Cause(_) => Grouping::Cause,
            Self::Source(_) | Self::SeveralSources => Grouping::Source,
        }
    }

    /// The operation, if it is one.
    pub fn operation(&self) -> Option<OperationId> {
        match self {
            Self::Operation(id) => Some(*id),
            _ => None,
        }
    }

    /// Its name as files have it; blank where nothing is set.
    pub fn value<'a>(&'a self, project: &'a Project) -> &'a str {
        match self {
            Self::Operation(id) => project.operation_name(Some(*id)),
            Self::Side(id) | Self::Cause(id) => project.entry_name(*id),
            Self::Country(name) | Self::Source(name) => name.as_deref().unwrap_or_default(),
            Self::SeveralSources => "several sources",
        }
    }

    /// Its name as people read it.
    pub fn name(&self, project: &Project) -> String {
        match self {
            Self::Side(None) => "Side not set".to_owned(),
            Self::Country(None) => "Country not set".to_owned(),
            Self::Cause(None) => "Cause not set".to_owned(),
            Self::Source(None) => "Source not set".to_owned(),
            Self::SeveralSources => "Several sources".to_owned(),
            _ => self.value(project).to_owned(),
        }
    }

    /// Whether nothing is set; such a group comes last.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Side(None) | Self::Country(None) | Self::Cause(None) | Self::Source(None))
    }
}

//! The facts and every change to them, as data: pure, no files, no clock, no window.
//!
//! A fact is a row of one of the [`Project`]'s tables. Rows change only through
//! [`Project::apply`], by an [`Edit`].

pub mod annotation;
pub mod article;
pub mod change;
pub mod claim;
pub mod codebook;
pub mod colour;
pub mod date;
pub mod figures;
pub mod history;
pub mod id;
pub mod incident;
pub mod link;
pub mod list;
pub mod merge;
pub mod operation;
pub mod project;
pub mod reapply;
pub mod record;
pub mod rejection;
pub mod start;
pub mod words;

pub use annotation::Annotation;
pub use article::{Article, ArticleIds, Assignment, ColumnMapping, Coverage};
pub use change::{Draft, Edit, Part, Row};
pub use claim::{Certainty, Claim, ClaimField, ClaimFields};
pub use codebook::Code;
pub use colour::{Colour, ColourSet};
pub use date::{DateBasis, DateRange, Precision};
pub use figures::{Figures, MAX_COUNT};
pub use history::History;
pub use id::{
    AnnotationId, ArticleId, AssignmentId, CodeId, ColumnMappingId, CoverageId, EditId, EntryId, EstimateId,
    IncidentId, LinkId, OperationId, ProjectId, RecordId, Ref, RejectionId, Stamp, part_identity,
};
pub use incident::{Estimate, Incident};
pub use link::Link;
pub use list::ListEntry;
pub use operation::Operation;
pub use project::{Change, Conflict, Info, Project, Table, Touched};
pub use record::{BadCell, Cell, Field, Record};
pub use rejection::Rejection;
pub use words::{
    Anchor, ClaimStatus, ClaimType, Hostile, Kind, List, OperationBasis, Origin, Outcome, PublishedBasis,
    ReadState, Relation, SideKind,
};

#[cfg(test)]
mod tests;

//! CSV in and out: the package of docs/file-format.md, and files that others made.
//!
//! Out: [`export`] writes the whole package, [`write_series`] one timeline. What each file holds is
//! said once, in [`columns`]; both ways use it. In: [`plan`] works out the edit that files make.

pub mod agreement;
mod agreement_page;
pub mod annotations;
pub mod cell;
pub mod changes;
pub mod chart_format;
mod claim_columns;
mod code_columns;
mod column;
pub mod columns;
pub mod datapackage;
pub mod duplicates;
mod export_error;
mod folder;
pub mod import;
pub mod incidents;
mod names;
pub mod offsets;
pub mod package;
pub mod picture;
pub mod provenance;
pub mod rows;
pub mod series;
pub mod sheet;
mod snapshot;
pub mod suggestions;
pub mod templates;
pub mod workbook;

pub use agreement::{write_agreement, write_disagreements};
pub use agreement_page::{agreement_page, shown_measure, side_in_words};
pub use changes::{HistorySheet, write_changes};
pub use chart_format::{ChartFile, ChartFormat};
pub use datapackage::{PackageInfo, package_info};
pub use duplicates::write_duplicates;
pub use import::{
    ArticleLookup, Drafts, FoundArticle, ImportError, Passage, Planned, Refused, plan, plan_codebook,
};
pub use package::{ExportError, ExportFormat, Report, export, write_annotations};
pub use series::write_series;
pub use sheet::Options;
pub use snapshot::{Snapshot, Structures, Texts};
pub use workbook::export_workbook;

#[cfg(test)]
mod tests;

//! Incidents, and the coder's own estimates of them.

use super::date::DateRange;
use super::id::{EntryId, EstimateId, IncidentId, OperationId};
use super::record::record;
use super::words::{Hostile, Outcome};

record! {
    /// One real event. Its fields are the coder's overrides: what is blank here is answered by
    /// the claims (docs/counting-rules.md).
    pub struct Incident: IncidentId, table "incident" {
        /// The incident that this one is really the same as.
        pub joined_to: Option<IncidentId>,
        /// A name for it; blank is named from its claims.
        pub title: String,
        /// Override: the operation.
        pub operation: Option<OperationId>,
        /// Override: when it happened.
        pub date: Option<DateRange>,
        /// Override: the country.
        pub country: String,
        /// Override: the place.
        pub place: String,
        /// Override: the cause.
        pub cause: Option<EntryId>,
        /// Override: whether it was hostile.
        pub hostile: Option<Hostile>,
        /// The coder's notes.
        pub memo: String,
    }
}

impl Incident {
    /// An incident on its own, with nothing set by the coder.
    pub fn blank() -> Self {
        Self {
            joined_to: None,
            title: String::new(),
            operation: None,
            date: None,
            country: String::new(),
            place: String::new(),
            cause: None,
            hostile: None,
            memo: String::new(),
        }
    }
}

record! {
    /// The coder's own figures for an incident's people of one side and outcome; they stand
    /// instead of what the claims give.
    pub struct Estimate: EstimateId, table "estimate" {
        /// The incident.
        pub incident: IncidentId,
        /// Whose people; blank is a side that is not known.
        pub side: Option<EntryId>,
        /// What happened to them.
        pub outcome: Outcome,
        /// At least so many.
        pub low: Option<u64>,
        /// The figure.
        pub best: Option<u64>,
        /// At most so many.
        pub high: Option<u64>,
        /// Why.
        pub reason: String,
    }
}

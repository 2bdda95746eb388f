//! Links between rows that are not a member of either.

use uuid::Uuid;

use super::id::{AnnotationId, IncidentId, LinkId, RecordId, Ref};
use super::record::record;
use super::words::Relation;

record! {
    /// One row says something of another.
    pub struct Link: LinkId, table "link", also refers link_refers {
        /// The row that says it.
        pub from: Uuid,
        /// What it says.
        pub relation: Relation,
        /// Of which row.
        pub to: Uuid,
        /// More, where the relation needs it.
        pub value: String,
    }
}

/// What the ends are follows from the relation.
fn link_refers(_: LinkId, link: &Link, each: &mut dyn FnMut(Ref)) {
    let (from, to) = match link.relation {
        Relation::KeptApart => (IncidentId::TABLE, IncidentId::TABLE),
        Relation::Evidence | Relation::FigureChosen => (AnnotationId::TABLE, IncidentId::TABLE),
        Relation::ExcludedFromTotal => (IncidentId::TABLE, AnnotationId::TABLE),
        Relation::Adjudicated => (AnnotationId::TABLE, AnnotationId::TABLE),
    };
    each(Ref { table: from, id: link.from });
    each(Ref { table: to, id: link.to });
}

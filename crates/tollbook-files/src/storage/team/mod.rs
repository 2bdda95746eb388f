//! A project that a team records together: an ordered log of edits on a PostgreSQL server, and each member's replica,
//! which is a project file of its own.
//!
//! The rules stay in [`tollbook_core::model::Project::apply`]: the server numbers edits and knows nothing of what they
//! say. A replica holds the server's edits under the server's numbers, and after them the member's own that wait.
//! [`synchronise()`] fetches what is new, puts the waiting edits on top of it, and appends them to the log.
//!
//! Invariants: the edits of a replica up to the number in its table `team` are those of the server, and are never
//! changed; the edits after it are the member's own. An edit of the log that does not fit changes nothing in any
//! replica. A connection is opened only to the address with which a replica is marked, or that a command names.

mod address;
mod begin;
mod connection_test;
mod database;
mod error;
mod join;
mod keyring;
mod last_known;
mod live;
mod older;
mod password;
mod presence;
mod replica;
mod round_trip;
mod saving;
mod server;
mod snapshot;
mod structures;
mod synchronise;
#[cfg(test)]
mod tests;

pub use address::Address;
pub use begin::begin_team;
pub use connection_test::{TeamRole, TestedConnection};
pub use database::{Database, TeamProject};
pub use error::TeamError;
pub use join::{JoinWith, join, join_with};
pub use keyring::keep_in_keyring;
pub(super) use live::News;
pub use live::TeamStatus;
pub use older::bring_in_older;
pub use password::{Password, keep_password};
pub(crate) use postgres::{Error as DatabaseError, Transaction};
pub use presence::{AssignmentWish, MemberPresence, TeamDesk, Whereabouts};
pub use replica::{Membership, Older, make_replica};
pub(super) use replica::{membership, older};
pub(super) use saving::TeamSide;
pub use server::Server;
pub use snapshot::offer_snapshot;
pub use structures::share_structures;
pub use synchronise::{HeldBackEdits, Synchronised, synchronise};

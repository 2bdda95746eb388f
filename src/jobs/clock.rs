//! The clock and the randomness that the model does without.

use jiff::Timestamp;
use uuid::Uuid;

use tollbook_core::model::{EntryId, Stamp};

/// A stamp for now. Its coder is set by whoever knows the project.
pub fn stamp() -> Stamp {
    let noise = Uuid::new_v4().as_u128();
    let now = Timestamp::now();
    Stamp::new(now, EntryId(Uuid::nil()), noise as u64)
}

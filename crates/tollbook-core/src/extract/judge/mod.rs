//! The one place where statements are decided: which candidates stand, and their kind, status and cause.

mod cue;
mod decide;
mod kind;
mod kind_by_date;
mod said_by;
mod sentence;

pub(super) use cue::has;
pub use cue::{FoundCue, cause, cues, definition, died_of_wounds, disputed};
pub use decide::decide;
pub(super) use kind::is_intransitive;
pub use kind::kind;
pub use kind_by_date::{kind_by_date, names_one_event, settle_background};
pub use said_by::said_by;
pub use sentence::{settle_sentence, tie_parts};

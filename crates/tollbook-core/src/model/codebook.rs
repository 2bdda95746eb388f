//! The codebook: the codes with which passages are annotated.

use super::colour::Colour;
use super::id::CodeId;
use super::record::record;
use super::words::ClaimType;

record! {
    /// A tag of the codebook.
    pub struct Code: CodeId, table "code" {
        /// Its name.
        pub name: String,
        /// The code above it.
        pub parent: Option<CodeId>,
        /// Its colour under the words.
        pub colour: Colour,
        /// The key that annotates with it: one character, or blank.
        pub key: String,
        /// What it is for.
        pub description: String,
        /// What an annotation with it claims; blank for a code that makes no claim.
        pub claim: Option<ClaimType>,
    }
}

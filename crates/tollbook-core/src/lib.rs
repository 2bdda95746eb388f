//! The facts of a project, extraction from text, and counting: pure, without files, clock or window.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`model`] | the facts and every change to them, as data |
//! | [`text`] | where words and sentences begin and end, and how words are compared |
//! | [`anchoring`] | where the words of an annotation are in a changed text |
//! | [`extract`] | statements read from text, before any project is asked |
//! | [`analysis`] | answers from the facts: estimates, timeline, totals, drafts of claims |
//! | [`fonts`] | the faces that come with the program |
//! | [`growth`] | room for long lists |

pub mod analysis;
pub mod anchoring;
pub mod extract;
pub mod fonts;
pub mod growth;
pub mod model;
pub mod resolution;
pub mod text;

//! Which part of the window is to have the keyboard.

/// A part of the window that the keyboard can be sent to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Area {
    /// The article's text.
    #[default]
    Text,
    /// The fields of the selected claim or annotation.
    Form,
    /// The filter above the list of articles.
    ArticleFilter,
    /// The list of articles.
    ArticleList,
    /// The field for finding words in the open article.
    FindBar,
    /// The field for finding words in all articles.
    FindField,
    /// What was found in all articles.
    SearchResults,
}

/// Where the keyboard was sent last. Every request has a number, so that an area follows it once and the
/// same request can be made twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Where the keyboard is, or is to be.
    area: Area,
    /// Where the last request sends it.
    wish: Area,
    request: u64,
}

impl Focus {
    /// Sends the keyboard to an area.
    pub fn send_to(&mut self, area: Area) {
        (self.area, self.wish) = (area, area);
        self.request += 1;
    }

    /// The keyboard is in this area already.
    pub fn moved_to(&mut self, area: Area) {
        self.area = area;
    }

    /// The area that has the keyboard, or is to have it.
    pub fn area(&self) -> Area {
        self.area
    }

    /// The number of the last request.
    pub fn request(&self) -> u64 {
        self.request
    }

    /// Whether the last request sends the keyboard to `area` and is later than `followed`, which then is it.
    pub fn reaches(&self, area: Area, followed: &mut u64) -> bool {
        let is_new = self.wish == area && self.request > *followed;
        if is_new {
            *followed = self.request;
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_followed_once_and_only_where_it_is_meant() {
        let (mut focus, mut text, mut form) = (Focus::default(), 0, 0);
        assert!(!focus.reaches(Area::Text, &mut text), "nothing was asked yet");
        focus.send_to(Area::Form);
        assert!(!focus.reaches(Area::Text, &mut text));
        assert!(focus.reaches(Area::Form, &mut form) && !focus.reaches(Area::Form, &mut form));
        focus.send_to(Area::Form);
        assert!(focus.reaches(Area::Form, &mut form), "the same again");
        // An older request is not followed after a later one.
        focus.send_to(Area::Text);
        assert!(!focus.reaches(Area::Form, &mut form) && focus.reaches(Area::Text, &mut text));
        // Where the keyboard has gone by itself, nothing was asked for.
        focus.moved_to(Area::Form);
        assert_eq!(focus.area(), Area::Form);
        assert!(!focus.reaches(Area::Form, &mut form) && !focus.reaches(Area::Text, &mut text));
    }
}

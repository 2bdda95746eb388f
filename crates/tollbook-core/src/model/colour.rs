//! Colours of codes and operations, as they stand in files: `#rrggbb`.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use super::record::text_fields;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Colour {
    /// Eight colours that people with any common colour blindness can tell apart: Okabe and Ito,
    /// "Color Universal Design" (2008), without black, and with a grey.
    pub const PALETTE: [Self; 8] = [
        Self::rgb(0x00_72_b2),
        Self::rgb(0xe6_9f_00),
        Self::rgb(0x00_9e_73),
        Self::rgb(0xd5_5e_00),
        Self::rgb(0xcc_79_a7),
        Self::rgb(0x56_b4_e9),
        Self::rgb(0xf0_e4_42),
        Self::rgb(0x88_88_88),
    ];

    /// From `0xrrggbb`.
    pub const fn rgb(hex: u32) -> Self {
        Self { red: (hex >> 16) as u8, green: (hex >> 8) as u8, blue: hex as u8 }
    }

    /// The colour as it is drawn on `paper`: made darker or lighter until it stands out by 3 to 1, as
    /// WCAG 2.2 asks of graphics.
    pub fn standing_out_from(self, paper: Self) -> Self {
        let toward = if paper.luminance() > 0.5 { Self::rgb(0) } else { Self::rgb(0xff_ff_ff) };
        let mut drawn = self;
        for _ in 0..20 {
            if drawn.contrast(paper) >= 3.0 {
                break;
            }
            drawn = drawn.mixed(toward, 0.08);
        }
        drawn
    }

    /// The contrast with another colour, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
        }
    }

    /// The palette's colour number `n`. After the eight come their darker shades, then both paler.
    pub fn nth(n: usize) -> Self {
        let plain = Self::PALETTE[n % Self::PALETTE.len()];
        let shaded = |round: usize| match round % 4 {
            0 => plain,
            1 => plain.mixed(Self::rgb(0), 0.45),
            2 => plain.mixed(Self::rgb(0xb0_b0_b0), 0.55),
            _ => plain.mixed(Self::rgb(0x40_40_40), 0.6),
        };
        shaded(n / Self::PALETTE.len())
    }

    /// The first colour of the palette that is not in use yet.
    pub fn unused(used: impl IntoIterator<Item = Self>) -> Self {
        let used: HashSet<Self> = used.into_iter().collect();
        let free = (0..=used.len()).map(Self::nth).find(|colour| !used.contains(colour));
        free.unwrap_or_else(|| Self::nth(used.len()))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6).ok_or(())?;
        u32::from_str_radix(hex, 16).map(Self::rgb).map_err(|_| ())
    }
}

text_fields! { Colour => "a colour such as #0072b2" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_two_colours_are_all_different_on_both_papers() {
        for paper in [Colour::rgb(0xff_ff_ff), Colour::rgb(0x1b_1c_1e)] {
            let drawn: HashSet<Colour> = (0..32).map(|n| Colour::nth(n).standing_out_from(paper)).collect();
            assert_eq!(drawn.len(), 32);
        }
    }

    #[test]
    fn a_colour_that_was_given_up_is_used_again() {
        assert_eq!(Colour::unused([]), Colour::nth(0));
        assert_eq!(Colour::unused([Colour::nth(0), Colour::nth(2)]), Colour::nth(1));
        assert_eq!(Colour::unused((0..8).map(Colour::nth)), Colour::nth(8));
    }
}

//! Colours of codes and operations, as they stand in files: `#rrggbb`.

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

    /// The palette's colour number `n`; the palette repeats after eight.
    pub fn nth(n: usize) -> Self {
        Self::PALETTE[n % Self::PALETTE.len()]
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

//! Statistical disclosure control: suppression of small cells.

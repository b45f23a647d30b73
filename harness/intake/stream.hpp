// The letters of the stream between the two halves of archive.hpp.
#pragma once

namespace viva::intake {

enum class Letter : char {
  file = 'f',
  executable = 'x',
  folder = 'd',
  link = 'l',
  hard_link = 'h',
  fifo = 'p',
  device = 'c',
  end = 'e',
};

enum class Content : char { kept = 'k', too_large = 'l', too_much = 'm', of_no_use = 'u' };

enum class Ending : char {
  complete = 'c',
  flood = 'f',        ///< more entries than are looked at; the rest is missing
  not_archive = 'n',  ///< compressed, but no archive inside
  encrypted = 'p',    ///< behind a password
  damaged = 'd',      ///< damaged, cut off, or packed in a way that is not known here
  too_much = 'm',     ///< more bytes than are unpacked
  bomb = 'b',         ///< out of all proportion to the archive's size
};

}  // namespace viva::intake

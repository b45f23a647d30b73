// Asio's own functions, compiled here once for all files (BOOST_ASIO_SEPARATE_COMPILATION). Nothing
// of ours.
#include <boost/asio/impl/src.hpp>

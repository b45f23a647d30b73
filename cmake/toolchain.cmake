# Warnings, sanitizers and faster tools, for our own targets only.
add_library(viva_flags INTERFACE)
target_compile_options(viva_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(VIVA_WERROR)
  target_compile_options(viva_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 in coroutine frames and in std::string inlined at -O2 (GCC bugs 105329, 105562, 109224).
  target_compile_options(viva_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized
                         -Wno-mismatched-new-delete)
endif()
if(VIVA_HOLES)
  target_compile_definitions(viva_flags INTERFACE VIVA_HOLES)
endif()
target_include_directories(viva_flags INTERFACE ${PROJECT_SOURCE_DIR})

if(VIVA_SANITIZE)
  add_compile_options(-fsanitize=${VIVA_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${VIVA_SANITIZE})
  if(VIVA_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-tsan)  # Asio's fences; its locks and queues are understood
    # False alarms of g++ 12 where its own std::string is inlined into instrumented code (GCC bug 105329).
    add_compile_options(-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  if(VIVA_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()

find_program(VIVA_MOLD mold)
if(VIVA_MOLD AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  add_link_options(-fuse-ld=mold)
endif()
find_program(VIVA_CCACHE ccache)
if(VIVA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${VIVA_CCACHE})
endif()

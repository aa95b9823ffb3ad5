# What a user of the library does: install, find_package(grdp), link grdp::grdp, run.
set(prefix "${WORK}/prefix")
file(REMOVE_RECURSE "${prefix}" "${WORK}/build")

function(must what)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
    if(NOT status EQUAL 0)
        message("${text}")
        message(FATAL_ERROR "${what} failed (${status})")
    endif()
    set(text "${text}" PARENT_SCOPE)
endfunction()

must("installing" "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}" --config "${CONFIG}")
foreach(expected include/grdp/base/result.hpp include/grdp/base/codes.def share/grdp/models share/grdp/scenarios)
    if(NOT EXISTS "${prefix}/${expected}")
        message(FATAL_ERROR "the installed tree lacks ${expected}")
    endif()
endforeach()

must("configuring the consumer" "${CMAKE_COMMAND}" -S "${PROJECT}" -B "${WORK}/build" -G "${GENERATOR}"
    "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_C_COMPILER=${C_COMPILER}"
    "-DCMAKE_BUILD_TYPE=${CONFIG}" "-DEXPECTED_VERSION=${VERSION}")
must("building the consumer" "${CMAKE_COMMAND}" --build "${WORK}/build")
must("running the consumer" "${WORK}/build/consumer" "${prefix}/share/grdp")
message("${text}")

if(COMMAND)
    must("the installed command" "${prefix}/${COMMAND}" --version)
    string(FIND "${text}" "${VERSION}" place)
    if(place EQUAL -1)
        message(FATAL_ERROR "grdp --version says \"${text}\" (expected ${VERSION})")
    endif()
endif()

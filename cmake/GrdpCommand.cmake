# The grdp command: src/app/main.cpp and the app layer. It lands at the top of the build folder.
file(GLOB main_source CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/app/main.cpp")
if(main_source)
    add_executable(grdp ${main_source})
    target_link_libraries(grdp PRIVATE grdp_app Boost::program_options grdp_compile_options)
    target_compile_definitions(grdp PRIVATE GRDP_VERSION="${PROJECT_VERSION}")
    target_link_options(grdp PRIVATE -Wl,--as-needed)  # libhdf5 brings its own network libraries; start-up counts
    set_target_properties(grdp PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endif()

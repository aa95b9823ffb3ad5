# What `cmake --install` lays down: every layer behind grdp::grdp, the headers, the command, and the
# models and scenarios that teach.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(layers GLOBAL PROPERTY GRDP_LAYERS)
list(TRANSFORM layers PREPEND "grdp_" OUTPUT_VARIABLE layer_targets)

add_library(grdp_all INTERFACE)
target_link_libraries(grdp_all INTERFACE ${layer_targets})
set_target_properties(grdp_all PROPERTIES EXPORT_NAME grdp)
add_library(grdp::grdp ALIAS grdp_all)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/grdp")
set(GRDP_INSTALL_DATADIR "${CMAKE_INSTALL_DATADIR}/grdp")
install(TARGETS grdp_all grdp_compile_features ${layer_targets} EXPORT grdpTargets
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT grdpTargets NAMESPACE grdp:: DESTINATION "${package_dir}")
install(DIRECTORY include/grdp DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp" PATTERN "*.def" PATTERN "*.h")
install(DIRECTORY models scenarios DESTINATION "${GRDP_INSTALL_DATADIR}")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" OPTIONAL)
if(TARGET grdp)
    install(TARGETS grdp RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
if(TARGET grdp-mpi)
    install(TARGETS grdp-mpi RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

configure_package_config_file(cmake/grdpConfig.cmake.in "${PROJECT_BINARY_DIR}/grdpConfig.cmake"
    INSTALL_DESTINATION "${package_dir}" PATH_VARS GRDP_INSTALL_DATADIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/grdpConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/grdpConfig.cmake" "${PROJECT_BINARY_DIR}/grdpConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/GrdpDependencies.cmake" DESTINATION "${package_dir}")

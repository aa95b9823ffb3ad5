# The grdp command: src/app/main.cpp and the app layer. It lands at the top of the build folder.
file(GLOB main_source CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/app/main.cpp")
if(main_source)
    add_executable(grdp ${main_source})
    target_link_libraries(grdp PRIVATE grdp_app Boost::program_options grdp_compile_options)
    target_compile_definitions(grdp PRIVATE GRDP_VERSION="${PROJECT_VERSION}")
    target_link_options(grdp PRIVATE -Wl,--as-needed)  # libhdf5 brings its own network libraries; start-up counts
    set_target_properties(grdp PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endif()

# The same command for the ranks of an MPI job: two more sources over the same layers, so that the ordinary command knows nothing of MPI.
option(GRDP_WITH_MPI "Build grdp-mpi too, the command that mpirun starts" OFF)
if(GRDP_WITH_MPI AND TARGET grdp)
    set(MPI_CXX_SKIP_MPICXX ON)
    find_package(MPI REQUIRED COMPONENTS CXX)
    add_executable(grdp-mpi src/app/main_mpi.cpp src/parallel/messenger_mpi.cpp)
    target_link_libraries(grdp-mpi PRIVATE grdp_app MPI::MPI_CXX grdp_compile_options)
    target_link_options(grdp-mpi PRIVATE -Wl,--as-needed)
    set_target_properties(grdp-mpi PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endif()

; The run-time library of native code, made from support.c by scripts/build_support.py.
; sources: 6dcb51cb0de0e729e2e2a3c4efd58288
source_filename = "support.c"

%struct.anon = type { ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, [13 x ptr], [13 x ptr], [13 x ptr], [13 x ptr], [24 x i8], ptr, [7 x i64], i64, ptr, i64 }
%struct.anon.9 = type { i32, i32, i64, [24 x ptr] }
%struct.anon.10 = type { i64, i64 }
%struct.PyDataMem_Handler = type { [127 x i8], i8, %struct.PyDataMemAllocator }
%struct.PyDataMemAllocator = type { ptr, ptr, ptr, ptr, ptr }
%struct.timespec = type { i64, i64 }
%struct.Ctx = type { i64, ptr, i64, ptr, i64, i64, i64, [6 x i64], i64, ptr, ptr, [64 x i64], i64, i64, i64 }
%union.pthread_attr_t = type { i64, [48 x i8] }
%struct.Frame = type { ptr, ptr, ptr, ptr }
%struct.Op = type { i8, i8, i8, i8, i32, i32, i32, i32, i32 }
%struct.Buffer = type { i64, ptr, ptr, ptr, ptr, i64 }
%struct.PyBoolScalarObject = type { %struct._object, i8 }
%struct._object = type { i64, ptr }

@state = internal unnamed_addr global %struct.anon zeroinitializer, align 8
@powers_of_ten = internal unnamed_addr constant [23 x double] [double 1.000000e+00, double 1.000000e+01, double 1.000000e+02, double 1.000000e+03, double 1.000000e+04, double 1.000000e+05, double 1.000000e+06, double 1.000000e+07, double 1.000000e+08, double 1.000000e+09, double 1.000000e+10, double 1.000000e+11, double 1.000000e+12, double 1.000000e+13, double 1.000000e+14, double 1.000000e+15, double 1.000000e+16, double 1.000000e+17, double 1.000000e+18, double 1.000000e+19, double 1.000000e+20, double 1.000000e+21, double 1.000000e+22], align 16
@ring_slots = internal unnamed_addr global i64 0, align 8
@ring = internal unnamed_addr global ptr null, align 8
@samples = internal global i64 0, align 8
@.str = private unnamed_addr constant [6 x i8] c"OOOKO\00", align 1
@noodle_numpy = hidden local_unnamed_addr global ptr null, align 8
@noodle_numpyPyArray_RUNTIME_VERSION = hidden local_unnamed_addr global i32 0, align 4
@kept = internal global %struct.anon.9 zeroinitializer, align 8
@.str.1 = private unnamed_addr constant [5 x i8] c"%.*f\00", align 1
@.str.2 = private unnamed_addr constant [5 x i8] c"%.*e\00", align 1
@.str.3 = private unnamed_addr constant [5 x i8] c"1e%d\00", align 1
@.str.4 = private unnamed_addr constant [3 x i8] c"OL\00", align 1
@.str.5 = private unnamed_addr constant [5 x i8] c"work\00", align 1
@work_method = internal global { ptr, ptr, i32, [4 x i8], ptr } { ptr @.str.5, ptr @call_work, i32 4, [4 x i8] zeroinitializer, ptr null }, align 8
@known_stacks = internal unnamed_addr global [64 x %struct.anon.10] zeroinitializer, align 16
@number_of_dtype = internal unnamed_addr constant [13 x i32] [i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7, i32 8, i32 11, i32 12, i32 14, i32 15], align 16
@memory_handler = internal global %struct.PyDataMem_Handler { [127 x i8] c"noodle\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00", i8 1, %struct.PyDataMemAllocator { ptr null, ptr @handler_malloc, ptr @handler_calloc, ptr @handler_realloc, ptr @handler_free } }, align 8
@.str.7 = private unnamed_addr constant [12 x i8] c"mem_handler\00", align 1
@.str.8 = private unnamed_addr constant [36 x i8] c"nbc.native.support.NativeDispatcher\00", align 1
@dispatcher_spec = internal global { ptr, i32, i32, i32, [4 x i8], ptr } { ptr @.str.8, i32 88, i32 0, i32 16384, [4 x i8] zeroinitializer, ptr @dispatcher_slots }, align 8
@dispatcher_slots = internal global [6 x { i32, [4 x i8], ptr }] [{ i32, [4 x i8], ptr } { i32 65, [4 x i8] zeroinitializer, ptr @new_dispatcher }, { i32, [4 x i8], ptr } { i32 52, [4 x i8] zeroinitializer, ptr @free_dispatcher }, { i32, [4 x i8], ptr } { i32 71, [4 x i8] zeroinitializer, ptr @traverse_dispatcher }, { i32, [4 x i8], ptr } { i32 51, [4 x i8] zeroinitializer, ptr @clear_dispatcher }, { i32, [4 x i8], ptr } { i32 64, [4 x i8] zeroinitializer, ptr @dispatcher_methods }, { i32, [4 x i8], ptr } zeroinitializer], align 16
@.str.11 = private unnamed_addr constant [3 x i8] c"UO\00", align 1
@item_bytes_of = internal unnamed_addr constant [13 x i64] [i64 1, i64 1, i64 1, i64 2, i64 2, i64 4, i64 4, i64 8, i64 8, i64 4, i64 8, i64 8, i64 16], align 16
@.str.12 = private unnamed_addr constant [34 x i8] c"native code left without a result\00", align 1
@.str.13 = private unnamed_addr constant [6 x i8] c"LLOOL\00", align 1
@.str.14 = private unnamed_addr constant [9 x i8] c"callable\00", align 1
@.str.15 = private unnamed_addr constant [6 x i8] c"clear\00", align 1
@.str.16 = private unnamed_addr constant [4 x i8] c"add\00", align 1
@dispatcher_methods = internal global [4 x { ptr, ptr, i32, [4 x i8], ptr }] [{ ptr, ptr, i32, [4 x i8], ptr } { ptr @.str.14, ptr @get_callable, i32 4, [4 x i8] zeroinitializer, ptr null }, { ptr, ptr, i32, [4 x i8], ptr } { ptr @.str.15, ptr @clear_entries, i32 4, [4 x i8] zeroinitializer, ptr null }, { ptr, ptr, i32, [4 x i8], ptr } { ptr @.str.16, ptr @add_entry, i32 1, [4 x i8] zeroinitializer, ptr null }, { ptr, ptr, i32, [4 x i8], ptr } zeroinitializer], align 16
@.str.18 = private unnamed_addr constant [14 x i8] c"L(LLLLLLL)SSO\00", align 1
@.str.19 = private unnamed_addr constant [8 x i8] c"OOOOOOO\00", align 1
@.str.20 = private unnamed_addr constant [16 x i8] c"set_main_thread\00", align 1
@.str.21 = private unnamed_addr constant [11 x i8] c"set_runner\00", align 1
@functions = internal global [2 x { ptr, ptr, i32, [4 x i8], ptr }] [{ ptr, ptr, i32, [4 x i8], ptr } { ptr @.str.20, ptr @set_main_thread, i32 4, [4 x i8] zeroinitializer, ptr null }, { ptr, ptr, i32, [4 x i8], ptr } { ptr @.str.21, ptr @set_runner, i32 1, [4 x i8] zeroinitializer, ptr null }], align 16

; Function Attrs: nounwind uwtable(sync)
define noundef ptr @noodle_alloc(ptr nocapture noundef %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = icmp ne i64 %2, 0
  %5 = zext i1 %4 to i32
  %6 = tail call fastcc ptr @new_block(i64 noundef %1, i32 noundef %5)
  %7 = icmp eq ptr %6, null
  br i1 %7, label %8, label %9, !prof !5

8:                                                ; preds = %3
  tail call fastcc void @no_memory(ptr noundef %0, i64 noundef %1)
  br label %18

9:                                                ; preds = %3
  %10 = getelementptr inbounds nuw i8, ptr %6, i64 24
  store ptr null, ptr %10, align 8, !tbaa !6
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %12 = load ptr, ptr %11, align 8, !tbaa !15
  %13 = getelementptr inbounds nuw i8, ptr %6, i64 32
  store ptr %12, ptr %13, align 8, !tbaa !20
  %14 = icmp eq ptr %12, null
  br i1 %14, label %17, label %15

15:                                               ; preds = %9
  %16 = getelementptr inbounds nuw i8, ptr %12, i64 24
  store ptr %6, ptr %16, align 8, !tbaa !6
  br label %17

17:                                               ; preds = %9, %15
  store ptr %6, ptr %11, align 8, !tbaa !15
  br label %18

18:                                               ; preds = %17, %8
  ret ptr %6
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(i64 immarg, ptr nocapture) #1

; Function Attrs: nounwind uwtable(sync)
define internal fastcc noundef ptr @new_block(i64 noundef %0, i32 noundef range(i32 0, 2) %1) unnamed_addr #0 {
  %3 = icmp sgt i64 %0, 32767
  %4 = icmp eq i32 %1, 0
  %5 = select i1 %4, i64 134217728, i64 4194304
  %6 = icmp samesign ule i64 %0, %5
  %7 = select i1 %3, i1 %6, i1 false
  br i1 %7, label %8, label %17, !prof !5

8:                                                ; preds = %2
  %9 = tail call fastcc ptr @kept_block(i64 noundef %0)
  %10 = icmp ne ptr %9, null
  %11 = icmp ne i32 %1, 0
  %12 = and i1 %11, %10
  br i1 %12, label %13, label %15

13:                                               ; preds = %8
  %14 = getelementptr inbounds nuw i8, ptr %9, i64 64
  tail call void @llvm.memset.p0.i64(ptr nonnull align 1 %14, i8 0, i64 %0, i1 false)
  br label %55

15:                                               ; preds = %8
  %16 = icmp eq ptr %9, null
  br i1 %16, label %20, label %55

17:                                               ; preds = %2
  %18 = icmp ne i32 %1, 0
  %19 = icmp ugt i64 %0, 9223372036854775551
  br i1 %19, label %61, label %20, !prof !21

20:                                               ; preds = %15, %17
  %21 = phi i1 [ %18, %17 ], [ %11, %15 ]
  %22 = add nuw nsw i64 %0, 112
  br i1 %4, label %25, label %23

23:                                               ; preds = %20
  %24 = tail call noalias ptr @calloc(i64 noundef 1, i64 noundef range(i64 112, 9223372036854775664) %22) #44
  br label %27

25:                                               ; preds = %20
  %26 = tail call noalias ptr @malloc(i64 noundef range(i64 112, 9223372036854775664) %22) #45
  br label %27

27:                                               ; preds = %25, %23
  %28 = phi ptr [ %24, %23 ], [ %26, %25 ]
  %29 = icmp eq ptr %28, null
  br i1 %29, label %30, label %41, !prof !5

30:                                               ; preds = %27
  %31 = tail call fastcc i32 @free_kept()
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %61, label %33

33:                                               ; preds = %30
  br i1 %4, label %36, label %34

34:                                               ; preds = %33
  %35 = tail call noalias ptr @calloc(i64 noundef 1, i64 noundef range(i64 112, 9223372036854775664) %22) #44
  br label %38

36:                                               ; preds = %33
  %37 = tail call noalias ptr @malloc(i64 noundef range(i64 112, 9223372036854775664) %22) #45
  br label %38

38:                                               ; preds = %36, %34
  %39 = phi ptr [ %35, %34 ], [ %37, %36 ]
  %40 = icmp eq ptr %39, null
  br i1 %40, label %61, label %41, !prof !22

41:                                               ; preds = %38, %27
  %42 = phi ptr [ %39, %38 ], [ %28, %27 ]
  %43 = ptrtoint ptr %42 to i64
  %44 = add i64 %43, 63
  %45 = and i64 %44, -64
  %46 = inttoptr i64 %45 to ptr
  %47 = getelementptr inbounds nuw i8, ptr %46, i64 56
  store ptr %42, ptr %47, align 8, !tbaa !23
  %48 = icmp samesign ugt i64 %0, 4194304
  %49 = and i1 %48, %21
  %50 = select i1 %49, i64 0, i64 %0
  %51 = getelementptr inbounds nuw i8, ptr %46, i64 48
  store i64 %50, ptr %51, align 16, !tbaa !24
  %52 = icmp samesign ugt i64 %0, 4194303
  br i1 %52, label %53, label %55, !prof !5

53:                                               ; preds = %41
  %54 = getelementptr inbounds nuw i8, ptr %46, i64 64
  tail call fastcc void @advise_huge_pages(ptr noundef nonnull %54, i64 noundef %0)
  br label %55

55:                                               ; preds = %15, %13, %53, %41
  %56 = phi ptr [ %46, %41 ], [ %46, %53 ], [ %9, %13 ], [ %9, %15 ]
  store i64 1, ptr %56, align 8, !tbaa !25
  %57 = getelementptr inbounds nuw i8, ptr %56, i64 64
  %58 = getelementptr inbounds nuw i8, ptr %56, i64 8
  store ptr %57, ptr %58, align 8, !tbaa !26
  %59 = getelementptr inbounds nuw i8, ptr %56, i64 16
  %60 = getelementptr inbounds nuw i8, ptr %56, i64 40
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %59, i8 0, i64 24, i1 false)
  store i64 %0, ptr %60, align 8, !tbaa !27
  br label %61

61:                                               ; preds = %17, %30, %38, %55
  %62 = phi ptr [ %56, %55 ], [ null, %38 ], [ null, %30 ], [ null, %17 ]
  ret ptr %62
}

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(read, argmem: write, inaccessiblemem: none) uwtable(sync)
define internal fastcc void @no_memory(ptr nocapture noundef writeonly initializes((40, 48), (56, 64)) %0, i64 noundef %1) unnamed_addr #2 {
  %3 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 576), align 8, !tbaa !24
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 40
  store i64 %3, ptr %4, align 8, !tbaa !28
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 %1, ptr %5, align 8, !tbaa !24
  ret void
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(i64 immarg, ptr nocapture) #1

; Function Attrs: nounwind uwtable(sync)
define void @noodle_release(ptr nocapture noundef writeonly %0, ptr noundef %1) local_unnamed_addr #0 {
  %3 = icmp eq ptr %1, null
  br i1 %3, label %33, label %4

4:                                                ; preds = %2
  %5 = load i64, ptr %1, align 8, !tbaa !25
  %6 = add nsw i64 %5, -1
  store i64 %6, ptr %1, align 8, !tbaa !25
  %7 = icmp sgt i64 %5, 1
  br i1 %7, label %33, label %8

8:                                                ; preds = %4
  %9 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %10 = load ptr, ptr %9, align 8, !tbaa !6
  %11 = icmp eq ptr %10, null
  %12 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %13 = load ptr, ptr %12, align 8, !tbaa !20
  br i1 %11, label %16, label %14

14:                                               ; preds = %8
  %15 = getelementptr inbounds nuw i8, ptr %10, i64 32
  store ptr %13, ptr %15, align 8, !tbaa !20
  br label %18

16:                                               ; preds = %8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 112
  store ptr %13, ptr %17, align 8, !tbaa !15
  br label %18

18:                                               ; preds = %16, %14
  %19 = icmp eq ptr %13, null
  br i1 %19, label %22, label %20

20:                                               ; preds = %18
  %21 = getelementptr inbounds nuw i8, ptr %13, i64 24
  store ptr %10, ptr %21, align 8, !tbaa !6
  br label %22

22:                                               ; preds = %18, %20
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %9, i8 0, i64 16, i1 false)
  %23 = getelementptr inbounds nuw i8, ptr %1, i64 48
  %24 = load i64, ptr %23, align 8, !tbaa !24
  %25 = add i64 %24, -32768
  %26 = icmp ult i64 %25, 134184961
  br i1 %26, label %27, label %30, !prof !5

27:                                               ; preds = %22
  %28 = tail call fastcc i32 @keep_block(ptr noundef nonnull %1)
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %30, label %33

30:                                               ; preds = %27, %22
  %31 = getelementptr inbounds nuw i8, ptr %1, i64 56
  %32 = load ptr, ptr %31, align 8, !tbaa !23
  tail call void @free(ptr noundef %32) #37
  br label %33

33:                                               ; preds = %30, %27, %2, %4
  ret void
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read) uwtable(sync)
define range(i32 0, 2) i32 @noodle_overlap(ptr noundef readnone %0, ptr nocapture noundef readonly %1, ptr nocapture noundef readonly %2, i64 noundef %3, i64 noundef %4, ptr noundef readnone %5, ptr nocapture noundef readonly %6, ptr nocapture noundef readonly %7, i64 noundef %8, i64 noundef %9) local_unnamed_addr #3 {
  %11 = getelementptr inbounds i8, ptr %0, i64 %4
  %12 = icmp sgt i64 %3, 0
  br i1 %12, label %13, label %31

13:                                               ; preds = %10, %20
  %14 = phi i64 [ %29, %20 ], [ 0, %10 ]
  %15 = phi ptr [ %28, %20 ], [ %0, %10 ]
  %16 = phi ptr [ %26, %20 ], [ %11, %10 ]
  %17 = getelementptr inbounds nuw i64, ptr %1, i64 %14
  %18 = load i64, ptr %17, align 8, !tbaa !24
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %31, label %20

20:                                               ; preds = %13
  %21 = add nsw i64 %18, -1
  %22 = getelementptr inbounds nuw i64, ptr %2, i64 %14
  %23 = load i64, ptr %22, align 8, !tbaa !24
  %24 = mul nsw i64 %23, %21
  %25 = tail call i64 @llvm.smax.i64(i64 %24, i64 0)
  %26 = getelementptr inbounds nuw i8, ptr %16, i64 %25
  %27 = tail call i64 @llvm.smin.i64(i64 %24, i64 0)
  %28 = getelementptr inbounds i8, ptr %15, i64 %27
  %29 = add nuw nsw i64 %14, 1
  %30 = icmp eq i64 %29, %3
  br i1 %30, label %31, label %13, !llvm.loop !29

31:                                               ; preds = %13, %20, %10
  %32 = phi ptr [ %11, %10 ], [ %26, %20 ], [ %0, %13 ]
  %33 = phi ptr [ %0, %10 ], [ %28, %20 ], [ %0, %13 ]
  %34 = getelementptr inbounds i8, ptr %5, i64 %9
  %35 = icmp sgt i64 %8, 0
  br i1 %35, label %36, label %54

36:                                               ; preds = %31, %43
  %37 = phi i64 [ %52, %43 ], [ 0, %31 ]
  %38 = phi ptr [ %51, %43 ], [ %5, %31 ]
  %39 = phi ptr [ %49, %43 ], [ %34, %31 ]
  %40 = getelementptr inbounds nuw i64, ptr %6, i64 %37
  %41 = load i64, ptr %40, align 8, !tbaa !24
  %42 = icmp eq i64 %41, 0
  br i1 %42, label %54, label %43

43:                                               ; preds = %36
  %44 = add nsw i64 %41, -1
  %45 = getelementptr inbounds nuw i64, ptr %7, i64 %37
  %46 = load i64, ptr %45, align 8, !tbaa !24
  %47 = mul nsw i64 %46, %44
  %48 = tail call i64 @llvm.smax.i64(i64 %47, i64 0)
  %49 = getelementptr inbounds nuw i8, ptr %39, i64 %48
  %50 = tail call i64 @llvm.smin.i64(i64 %47, i64 0)
  %51 = getelementptr inbounds i8, ptr %38, i64 %50
  %52 = add nuw nsw i64 %37, 1
  %53 = icmp eq i64 %52, %8
  br i1 %53, label %54, label %36, !llvm.loop !29

54:                                               ; preds = %36, %43, %31
  %55 = phi ptr [ %34, %31 ], [ %49, %43 ], [ %5, %36 ]
  %56 = phi ptr [ %5, %31 ], [ %51, %43 ], [ %5, %36 ]
  %57 = icmp ult ptr %33, %32
  %58 = icmp ult ptr %56, %55
  %59 = select i1 %57, i1 %58, i1 false
  %60 = icmp ult ptr %33, %55
  %61 = select i1 %59, i1 %60, i1 false
  %62 = icmp ult ptr %56, %32
  %63 = select i1 %61, i1 %62, i1 false
  %64 = zext i1 %63 to i32
  ret i32 %64
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: write) uwtable(sync)
define range(i32 0, 2) i32 @noodle_power_i64(i64 noundef %0, i64 noundef %1, ptr nocapture noundef writeonly %2) local_unnamed_addr #4 {
  %4 = icmp sgt i64 %1, 0
  br i1 %4, label %5, label %29

5:                                                ; preds = %3, %26
  %6 = phi i32 [ %20, %26 ], [ 0, %3 ]
  %7 = phi i64 [ %19, %26 ], [ 1, %3 ]
  %8 = phi i64 [ %21, %26 ], [ %1, %3 ]
  %9 = phi i64 [ %27, %26 ], [ %0, %3 ]
  %10 = and i64 %8, 1
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %18, label %12

12:                                               ; preds = %5
  %13 = tail call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %7, i64 %9)
  %14 = extractvalue { i64, i1 } %13, 1
  %15 = extractvalue { i64, i1 } %13, 0
  %16 = zext i1 %14 to i32
  %17 = or i32 %6, %16
  br label %18

18:                                               ; preds = %12, %5
  %19 = phi i64 [ %15, %12 ], [ %7, %5 ]
  %20 = phi i32 [ %17, %12 ], [ %6, %5 ]
  %21 = lshr i64 %8, 1
  %22 = icmp eq i64 %8, 1
  br i1 %22, label %29, label %23

23:                                               ; preds = %18
  %24 = tail call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %9, i64 %9)
  %25 = extractvalue { i64, i1 } %24, 1
  br i1 %25, label %32, label %26

26:                                               ; preds = %23
  %27 = extractvalue { i64, i1 } %24, 0
  %28 = icmp eq i64 %8, 0
  br i1 %28, label %29, label %5, !llvm.loop !31

29:                                               ; preds = %18, %26, %3
  %30 = phi i64 [ 1, %3 ], [ %19, %26 ], [ %19, %18 ]
  %31 = phi i32 [ 0, %3 ], [ %20, %26 ], [ %20, %18 ]
  store i64 %30, ptr %2, align 8, !tbaa !24
  br label %32

32:                                               ; preds = %23, %29
  %33 = phi i32 [ %31, %29 ], [ 1, %23 ]
  ret i32 %33
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare { i64, i1 } @llvm.smul.with.overflow.i64(i64, i64) #5

; Function Attrs: nofree norecurse nosync nounwind memory(none) uwtable(sync)
define i64 @noodle_power_wrapping(i64 noundef %0, i64 noundef %1) local_unnamed_addr #6 {
  %3 = icmp sgt i64 %1, 0
  br i1 %3, label %4, label %15

4:                                                ; preds = %2, %4
  %5 = phi i64 [ %13, %4 ], [ %0, %2 ]
  %6 = phi i64 [ %11, %4 ], [ 1, %2 ]
  %7 = phi i64 [ %12, %4 ], [ %1, %2 ]
  %8 = and i64 %7, 1
  %9 = icmp eq i64 %8, 0
  %10 = select i1 %9, i64 1, i64 %5
  %11 = mul i64 %10, %6
  %12 = lshr i64 %7, 1
  %13 = mul i64 %5, %5
  %14 = icmp samesign ult i64 %7, 2
  br i1 %14, label %15, label %4, !llvm.loop !32

15:                                               ; preds = %4, %2
  %16 = phi i64 [ 1, %2 ], [ %11, %4 ]
  ret i64 %16
}

; Function Attrs: nofree norecurse nosync nounwind memory(none) uwtable(sync)
define i64 @noodle_power_modulo(i64 noundef %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = tail call noundef range(i64 0, -9223372036854775807) i64 @llvm.abs.i64(i64 %2, i1 false)
  %5 = icmp ne i64 %4, 1
  %6 = zext i1 %5 to i64
  %7 = icmp sgt i64 %1, 0
  br i1 %7, label %8, label %102

8:                                                ; preds = %3
  %9 = icmp slt i64 %0, 0
  %10 = tail call noundef range(i64 0, -9223372036854775807) i64 @llvm.abs.i64(i64 %0, i1 false)
  %11 = urem i64 %10, %4
  %12 = icmp ne i64 %11, 0
  %13 = and i1 %9, %12
  %14 = sub i64 %4, %11
  %15 = select i1 %13, i64 %14, i64 %11
  %16 = icmp ult i64 %4, 4294967296
  br label %17

17:                                               ; preds = %8, %97
  %18 = phi i64 [ %6, %8 ], [ %99, %97 ]
  %19 = phi i64 [ %15, %8 ], [ %100, %97 ]
  %20 = phi i64 [ %1, %8 ], [ %98, %97 ]
  %21 = and i64 %20, 1
  %22 = icmp eq i64 %21, 0
  br i1 %22, label %59, label %23

23:                                               ; preds = %17
  br i1 %16, label %24, label %28

24:                                               ; preds = %23
  %25 = mul i64 %18, %19
  %26 = urem i64 %25, %4
  %27 = lshr i64 %20, 1
  br label %62

28:                                               ; preds = %23
  %29 = zext i64 %18 to i128
  %30 = zext i64 %19 to i128
  %31 = mul nuw i128 %29, %30
  %32 = lshr i128 %31, 64
  %33 = trunc nuw i128 %32 to i64
  %34 = trunc i128 %31 to i64
  br label %35

35:                                               ; preds = %35, %28
  %36 = phi i64 [ 63, %28 ], [ %57, %35 ]
  %37 = phi i64 [ %33, %28 ], [ %56, %35 ]
  %38 = shl i64 %37, 1
  %39 = lshr i64 %34, %36
  %40 = and i64 %39, 1
  %41 = or disjoint i64 %40, %38
  %42 = icmp sgt i64 %37, -1
  %43 = icmp ult i64 %41, %4
  %44 = select i1 %42, i1 %43, i1 false
  %45 = select i1 %44, i64 0, i64 %4
  %46 = sub i64 %41, %45
  %47 = add nsw i64 %36, -1
  %48 = shl i64 %46, 1
  %49 = lshr i64 %34, %47
  %50 = and i64 %49, 1
  %51 = or disjoint i64 %50, %48
  %52 = icmp sgt i64 %46, -1
  %53 = icmp ult i64 %51, %4
  %54 = select i1 %52, i1 %53, i1 false
  %55 = select i1 %54, i64 0, i64 %4
  %56 = sub i64 %51, %55
  %57 = add nsw i64 %36, -2
  %58 = icmp eq i64 %47, 0
  br i1 %58, label %59, label %35, !llvm.loop !33

59:                                               ; preds = %35, %17
  %60 = phi i64 [ %18, %17 ], [ %56, %35 ]
  %61 = lshr i64 %20, 1
  br i1 %16, label %62, label %67

62:                                               ; preds = %24, %59
  %63 = phi i64 [ %27, %24 ], [ %61, %59 ]
  %64 = phi i64 [ %26, %24 ], [ %60, %59 ]
  %65 = mul i64 %19, %19
  %66 = urem i64 %65, %4
  br label %97

67:                                               ; preds = %59
  %68 = zext i64 %19 to i128
  %69 = mul nuw i128 %68, %68
  %70 = lshr i128 %69, 64
  %71 = trunc nuw i128 %70 to i64
  %72 = trunc i128 %69 to i64
  br label %73

73:                                               ; preds = %73, %67
  %74 = phi i64 [ 63, %67 ], [ %95, %73 ]
  %75 = phi i64 [ %71, %67 ], [ %94, %73 ]
  %76 = shl i64 %75, 1
  %77 = lshr i64 %72, %74
  %78 = and i64 %77, 1
  %79 = or disjoint i64 %78, %76
  %80 = icmp sgt i64 %75, -1
  %81 = icmp ult i64 %79, %4
  %82 = select i1 %80, i1 %81, i1 false
  %83 = select i1 %82, i64 0, i64 %4
  %84 = sub i64 %79, %83
  %85 = add nsw i64 %74, -1
  %86 = shl i64 %84, 1
  %87 = lshr i64 %72, %85
  %88 = and i64 %87, 1
  %89 = or disjoint i64 %88, %86
  %90 = icmp sgt i64 %84, -1
  %91 = icmp ult i64 %89, %4
  %92 = select i1 %90, i1 %91, i1 false
  %93 = select i1 %92, i64 0, i64 %4
  %94 = sub i64 %89, %93
  %95 = add nsw i64 %74, -2
  %96 = icmp eq i64 %85, 0
  br i1 %96, label %97, label %73, !llvm.loop !33

97:                                               ; preds = %73, %62
  %98 = phi i64 [ %63, %62 ], [ %61, %73 ]
  %99 = phi i64 [ %64, %62 ], [ %60, %73 ]
  %100 = phi i64 [ %66, %62 ], [ %94, %73 ]
  %101 = icmp sgt i64 %98, 0
  br i1 %101, label %17, label %102, !llvm.loop !34

102:                                              ; preds = %97, %3
  %103 = phi i64 [ %6, %3 ], [ %99, %97 ]
  %104 = icmp slt i64 %2, 0
  %105 = icmp ne i64 %103, 0
  %106 = select i1 %104, i1 %105, i1 false
  %107 = select i1 %106, i64 %4, i64 0
  %108 = sub i64 %103, %107
  ret i64 %108
}

; Function Attrs: nofree norecurse nosync nounwind memory(none) uwtable(sync)
define i64 @noodle_gcd(i64 noundef %0, i64 noundef %1) local_unnamed_addr #6 {
  %3 = tail call noundef range(i64 0, -9223372036854775807) i64 @llvm.abs.i64(i64 %0, i1 false)
  %4 = tail call noundef range(i64 0, -9223372036854775807) i64 @llvm.abs.i64(i64 %1, i1 false)
  %5 = icmp eq i64 %0, 0
  %6 = icmp eq i64 %1, 0
  %7 = or i1 %5, %6
  %8 = or i64 %4, %3
  br i1 %7, label %26, label %9

9:                                                ; preds = %2
  %10 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %8, i1 true)
  %11 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %0, i1 true)
  %12 = lshr i64 %3, %11
  br label %13

13:                                               ; preds = %9, %13
  %14 = phi i64 [ %19, %13 ], [ %12, %9 ]
  %15 = phi i64 [ %22, %13 ], [ %4, %9 ]
  %16 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %15, i1 true)
  %17 = lshr i64 %15, %16
  %18 = icmp ult i64 %14, %17
  %19 = tail call i64 @llvm.umin.i64(i64 %14, i64 %17)
  %20 = sub nuw i64 %17, %14
  %21 = sub nuw i64 %14, %17
  %22 = select i1 %18, i64 %20, i64 %21
  %23 = icmp eq i64 %22, 0
  br i1 %23, label %24, label %13, !llvm.loop !35

24:                                               ; preds = %13
  %25 = shl i64 %19, %10
  br label %26

26:                                               ; preds = %2, %24
  %27 = phi i64 [ %25, %24 ], [ %8, %2 ]
  ret i64 %27
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.cttz.i64(i64, i1 immarg) #5

; Function Attrs: nofree nounwind uwtable(sync)
define double @noodle_true_divide(i64 noundef %0, i64 noundef %1) local_unnamed_addr #7 {
  %3 = tail call noundef range(i64 0, -9223372036854775807) i64 @llvm.abs.i64(i64 %0, i1 false)
  %4 = tail call noundef range(i64 0, -9223372036854775807) i64 @llvm.abs.i64(i64 %1, i1 false)
  %5 = xor i64 %1, %0
  %6 = icmp ult i64 %3, 9007199254740993
  %7 = icmp ult i64 %4, 9007199254740993
  %8 = and i1 %6, %7
  br i1 %8, label %9, label %13

9:                                                ; preds = %2
  %10 = sitofp i64 %0 to double
  %11 = sitofp i64 %1 to double
  %12 = fdiv double %10, %11
  br label %48

13:                                               ; preds = %2
  %14 = udiv i64 %3, %4
  %15 = urem i64 %3, %4
  %16 = icmp ne i64 %15, 0
  %17 = icmp ult i64 %14, 36028797018963968
  %18 = and i1 %16, %17
  br i1 %18, label %19, label %37

19:                                               ; preds = %13, %19
  %20 = phi i32 [ %31, %19 ], [ 0, %13 ]
  %21 = phi i64 [ %28, %19 ], [ %15, %13 ]
  %22 = phi i64 [ %30, %19 ], [ %14, %13 ]
  %23 = sub i64 %4, %21
  %24 = icmp uge i64 %21, %23
  %25 = zext i1 %24 to i64
  %26 = sub nuw i64 %21, %23
  %27 = shl i64 %21, 1
  %28 = select i1 %24, i64 %26, i64 %27
  %29 = shl nuw nsw i64 %22, 1
  %30 = or disjoint i64 %29, %25
  %31 = add nuw nsw i32 %20, 1
  %32 = icmp ne i64 %28, 0
  %33 = icmp ult i64 %22, 18014398509481984
  %34 = select i1 %32, i1 %33, i1 false
  br i1 %34, label %19, label %35, !llvm.loop !36

35:                                               ; preds = %19
  %36 = xor i32 %20, -1
  br label %37

37:                                               ; preds = %35, %13
  %38 = phi i64 [ %14, %13 ], [ %30, %35 ]
  %39 = phi i32 [ 0, %13 ], [ %36, %35 ]
  %40 = phi i1 [ %16, %13 ], [ %32, %35 ]
  %41 = zext i1 %40 to i64
  %42 = or i64 %38, %41
  %43 = uitofp i64 %42 to double
  %44 = tail call double @ldexp(double noundef %43, i32 noundef %39) #37, !tbaa !37
  %45 = fneg double %44
  %46 = icmp slt i64 %5, 0
  %47 = select i1 %46, double %45, double %44
  br label %48

48:                                               ; preds = %37, %9
  %49 = phi double [ %12, %9 ], [ %47, %37 ]
  ret double %49
}

; Function Attrs: mustprogress nofree nounwind willreturn
declare double @ldexp(double noundef, i32 noundef) local_unnamed_addr #8

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable(sync)
define range(i32 -1, 3) i32 @noodle_compare_i64_f64(i64 noundef %0, double noundef %1) local_unnamed_addr #9 {
  %3 = fcmp uno double %1, 0.000000e+00
  br i1 %3, label %22, label %4

4:                                                ; preds = %2
  %5 = fcmp ult double %1, 0x43E0000000000000
  br i1 %5, label %6, label %22

6:                                                ; preds = %4
  %7 = fcmp olt double %1, 0xC3E0000000000000
  br i1 %7, label %22, label %8

8:                                                ; preds = %6
  %9 = fptosi double %1 to i64
  %10 = icmp eq i64 %0, %9
  br i1 %10, label %14, label %11

11:                                               ; preds = %8
  %12 = icmp slt i64 %0, %9
  %13 = select i1 %12, i32 -1, i32 1
  br label %22

14:                                               ; preds = %8
  %15 = sitofp i64 %0 to double
  %16 = fsub double %1, %15
  %17 = fcmp olt double %16, 0.000000e+00
  %18 = zext i1 %17 to i32
  %19 = fcmp ogt double %16, 0.000000e+00
  %20 = sext i1 %19 to i32
  %21 = add nsw i32 %20, %18
  br label %22

22:                                               ; preds = %11, %14, %6, %4, %2
  %23 = phi i32 [ 2, %2 ], [ -1, %4 ], [ 1, %6 ], [ %13, %11 ], [ %21, %14 ]
  ret i32 %23
}

; Function Attrs: mustprogress nofree nounwind willreturn memory(write) uwtable(sync)
define double @noodle_modulo_f64(double noundef %0, double noundef %1) local_unnamed_addr #10 {
  %3 = tail call double @fmod(double noundef %0, double noundef %1) #37, !tbaa !37
  %4 = fcmp oeq double %1, 0.000000e+00
  br i1 %4, label %15, label %5

5:                                                ; preds = %2
  %6 = fcmp oeq double %3, 0.000000e+00
  br i1 %6, label %7, label %9

7:                                                ; preds = %5
  %8 = tail call double @llvm.copysign.f64(double 0.000000e+00, double %1)
  br label %15

9:                                                ; preds = %5
  %10 = fcmp olt double %1, 0.000000e+00
  %11 = fcmp uge double %3, 0.000000e+00
  %12 = xor i1 %10, %11
  %13 = fadd double %1, %3
  %14 = select i1 %12, double %3, double %13
  br label %15

15:                                               ; preds = %2, %9, %7
  %16 = phi double [ %8, %7 ], [ %14, %9 ], [ %3, %2 ]
  ret double %16
}

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @fmod(double noundef, double noundef) local_unnamed_addr #11

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.copysign.f64(double, double) #5

; Function Attrs: mustprogress nofree nounwind willreturn memory(write) uwtable(sync)
define double @noodle_floor_divide_f64(double noundef %0, double noundef %1) local_unnamed_addr #10 {
  %3 = tail call double @fmod(double noundef %0, double noundef %1) #37, !tbaa !37
  %4 = fcmp oeq double %1, 0.000000e+00
  br i1 %4, label %5, label %7

5:                                                ; preds = %2
  %6 = fdiv double %0, %1
  br label %29

7:                                                ; preds = %2
  %8 = fsub double %0, %3
  %9 = fdiv double %8, %1
  %10 = fcmp une double %3, 0.000000e+00
  br i1 %10, label %11, label %17

11:                                               ; preds = %7
  %12 = fcmp olt double %1, 0.000000e+00
  %13 = fcmp uge double %3, 0.000000e+00
  %14 = xor i1 %12, %13
  br i1 %14, label %17, label %15

15:                                               ; preds = %11
  %16 = fadd double %9, -1.000000e+00
  br label %17

17:                                               ; preds = %15, %11, %7
  %18 = phi double [ %16, %15 ], [ %9, %11 ], [ %9, %7 ]
  %19 = fcmp oeq double %18, 0.000000e+00
  br i1 %19, label %20, label %23

20:                                               ; preds = %17
  %21 = fdiv double %0, %1
  %22 = tail call double @llvm.copysign.f64(double 0.000000e+00, double %21)
  br label %29

23:                                               ; preds = %17
  %24 = tail call double @llvm.floor.f64(double %18)
  %25 = fsub double %18, %24
  %26 = fcmp ogt double %25, 5.000000e-01
  %27 = fadd double %24, 1.000000e+00
  %28 = select i1 %26, double %27, double %24
  br label %29

29:                                               ; preds = %20, %23, %5
  %30 = phi double [ %6, %5 ], [ %22, %20 ], [ %28, %23 ]
  ret double %30
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.floor.f64(double) #5

; Function Attrs: mustprogress nofree nounwind willreturn memory(write) uwtable(sync)
define float @noodle_modulo_f32(float noundef %0, float noundef %1) local_unnamed_addr #10 {
  %3 = tail call float @fmodf(float noundef %0, float noundef %1) #37, !tbaa !37
  %4 = fcmp oeq float %1, 0.000000e+00
  br i1 %4, label %15, label %5

5:                                                ; preds = %2
  %6 = fcmp oeq float %3, 0.000000e+00
  br i1 %6, label %7, label %9

7:                                                ; preds = %5
  %8 = tail call float @llvm.copysign.f32(float 0.000000e+00, float %1)
  br label %15

9:                                                ; preds = %5
  %10 = fcmp olt float %1, 0.000000e+00
  %11 = fcmp uge float %3, 0.000000e+00
  %12 = xor i1 %10, %11
  %13 = fadd float %1, %3
  %14 = select i1 %12, float %3, float %13
  br label %15

15:                                               ; preds = %2, %9, %7
  %16 = phi float [ %8, %7 ], [ %14, %9 ], [ %3, %2 ]
  ret float %16
}

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare float @fmodf(float noundef, float noundef) local_unnamed_addr #11

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.copysign.f32(float, float) #5

; Function Attrs: mustprogress nofree nounwind willreturn memory(write) uwtable(sync)
define float @noodle_floor_divide_f32(float noundef %0, float noundef %1) local_unnamed_addr #10 {
  %3 = tail call float @fmodf(float noundef %0, float noundef %1) #37, !tbaa !37
  %4 = fcmp oeq float %1, 0.000000e+00
  br i1 %4, label %5, label %7

5:                                                ; preds = %2
  %6 = fdiv float %0, %1
  br label %29

7:                                                ; preds = %2
  %8 = fsub float %0, %3
  %9 = fdiv float %8, %1
  %10 = fcmp une float %3, 0.000000e+00
  br i1 %10, label %11, label %17

11:                                               ; preds = %7
  %12 = fcmp olt float %1, 0.000000e+00
  %13 = fcmp uge float %3, 0.000000e+00
  %14 = xor i1 %12, %13
  br i1 %14, label %17, label %15

15:                                               ; preds = %11
  %16 = fadd float %9, -1.000000e+00
  br label %17

17:                                               ; preds = %15, %11, %7
  %18 = phi float [ %16, %15 ], [ %9, %11 ], [ %9, %7 ]
  %19 = fcmp oeq float %18, 0.000000e+00
  br i1 %19, label %20, label %23

20:                                               ; preds = %17
  %21 = fdiv float %0, %1
  %22 = tail call float @llvm.copysign.f32(float 0.000000e+00, float %21)
  br label %29

23:                                               ; preds = %17
  %24 = tail call float @llvm.floor.f32(float %18)
  %25 = fsub float %18, %24
  %26 = fcmp ogt float %25, 5.000000e-01
  %27 = fadd float %24, 1.000000e+00
  %28 = select i1 %26, float %27, float %24
  br label %29

29:                                               ; preds = %20, %23, %5
  %30 = phi float [ %6, %5 ], [ %22, %20 ], [ %28, %23 ]
  ret float %30
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.floor.f32(float) #5

; Function Attrs: mustprogress nofree nounwind willreturn memory(readwrite, argmem: write, inaccessiblemem: write) uwtable(sync)
define i32 @noodle_power_f64(double noundef %0, double noundef %1, ptr nocapture noundef writeonly %2) local_unnamed_addr #12 {
  %4 = fcmp une double %0, 0.000000e+00
  %5 = fcmp uge double %1, 0.000000e+00
  %6 = or i1 %4, %5
  %7 = tail call double @llvm.fabs.f64(double %1) #46
  %8 = fcmp oeq double %7, 0x7FF0000000000000
  %9 = or i1 %6, %8
  br i1 %9, label %13, label %10

10:                                               ; preds = %3
  %11 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 584), align 8, !tbaa !24
  %12 = trunc i64 %11 to i32
  br label %37

13:                                               ; preds = %3
  %14 = fcmp uge double %0, 0.000000e+00
  %15 = tail call double @llvm.fabs.f64(double %0) #46
  %16 = fcmp oeq double %15, 0x7FF0000000000000
  %17 = tail call double @llvm.floor.f64(double %1)
  %18 = fcmp oeq double %1, %17
  %19 = or i1 %14, %18
  %20 = or i1 %16, %19
  %21 = or i1 %8, %20
  br i1 %21, label %28, label %22

22:                                               ; preds = %13
  %23 = fcmp uno double %1, 0.000000e+00
  br i1 %23, label %24, label %25

24:                                               ; preds = %22
  store double %1, ptr %2, align 8, !tbaa !39
  br label %37

25:                                               ; preds = %22
  %26 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 600), align 8, !tbaa !24
  %27 = trunc i64 %26 to i32
  br label %37

28:                                               ; preds = %13
  %29 = tail call double @pow(double noundef %0, double noundef %1) #37, !tbaa !37
  store double %29, ptr %2, align 8, !tbaa !39
  %30 = tail call double @llvm.fabs.f64(double %29) #46
  %31 = fcmp une double %30, 0x7FF0000000000000
  %32 = or i1 %16, %31
  %33 = or i1 %8, %32
  %34 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 592), align 8
  %35 = trunc i64 %34 to i32
  %36 = select i1 %33, i32 0, i32 %35
  br label %37

37:                                               ; preds = %24, %25, %28, %10
  %38 = phi i32 [ %36, %28 ], [ %12, %10 ], [ 0, %24 ], [ %27, %25 ]
  ret i32 %38
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.fabs.f64(double) #5

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i1 @llvm.is.fpclass.f64(double, i32 immarg) #5

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @pow(double noundef, double noundef) local_unnamed_addr #11

; Function Attrs: nofree nounwind uwtable(sync)
define i32 @noodle_round_f64(double noundef %0, i64 noundef %1, ptr nocapture noundef writeonly initializes((0, 8)) %2) local_unnamed_addr #7 {
  %4 = alloca [783 x i8], align 16
  %5 = alloca [767 x i8], align 16
  %6 = tail call double @llvm.fabs.f64(double %0)
  store double %0, ptr %2, align 8, !tbaa !39
  %7 = fcmp uno double %0, 0.000000e+00
  br i1 %7, label %91, label %8

8:                                                ; preds = %3
  %9 = tail call i1 @llvm.is.fpclass.f64(double %0, i32 612)
  %10 = icmp sgt i64 %1, 323
  %11 = or i1 %9, %10
  br i1 %11, label %91, label %12

12:                                               ; preds = %8
  %13 = icmp ult i64 %1, 23
  br i1 %13, label %14, label %39

14:                                               ; preds = %12
  %15 = getelementptr inbounds nuw [23 x double], ptr @powers_of_ten, i64 0, i64 %1
  %16 = load double, ptr %15, align 8, !tbaa !39
  %17 = fmul double %6, %16
  %18 = fcmp olt double %17, 0x4330000000000000
  br i1 %18, label %19, label %41

19:                                               ; preds = %14
  %20 = fmul double %0, %16
  %21 = fneg double %20
  %22 = tail call double @llvm.fma.f64(double %0, double %16, double %21)
  %23 = tail call double @llvm.rint.f64(double %20)
  %24 = fsub double %20, %23
  %25 = fcmp oeq double %24, 5.000000e-01
  %26 = fcmp ogt double %22, 0.000000e+00
  %27 = and i1 %26, %25
  br i1 %27, label %28, label %30

28:                                               ; preds = %19
  %29 = fadd double %23, 1.000000e+00
  br label %36

30:                                               ; preds = %19
  %31 = fcmp oeq double %24, -5.000000e-01
  %32 = fcmp olt double %22, 0.000000e+00
  %33 = and i1 %32, %31
  br i1 %33, label %34, label %36

34:                                               ; preds = %30
  %35 = fadd double %23, -1.000000e+00
  br label %36

36:                                               ; preds = %28, %30, %34
  %37 = phi double [ %29, %28 ], [ %35, %34 ], [ %23, %30 ]
  %38 = fdiv double %37, %16
  br label %83

39:                                               ; preds = %12
  %40 = icmp sgt i64 %1, -1
  br i1 %40, label %41, label %45

41:                                               ; preds = %14, %39
  call void @llvm.lifetime.start.p0(i64 767, ptr nonnull %5) #37
  %42 = trunc nuw nsw i64 %1 to i32
  %43 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) %5, i64 noundef 767, ptr noundef nonnull @.str.1, i32 noundef %42, double noundef %6) #37
  %44 = call double @strtod(ptr nocapture noundef nonnull %5, ptr noundef null) #37
  call void @llvm.lifetime.end.p0(i64 767, ptr nonnull %5) #37
  br label %83

45:                                               ; preds = %39
  %46 = icmp samesign ult i64 %1, -308
  br i1 %46, label %83, label %47

47:                                               ; preds = %45
  %48 = sub nsw i64 0, %1
  call void @llvm.lifetime.start.p0(i64 783, ptr nonnull %4) #37
  %49 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) %4, i64 noundef 783, ptr noundef nonnull @.str.2, i32 noundef 766, double noundef %6) #37
  %50 = call ptr @strchr(ptr noundef nonnull dereferenceable(1) %4, i32 noundef 101) #47
  %51 = getelementptr inbounds nuw i8, ptr %50, i64 1
  %52 = call i64 @strtol(ptr nocapture noundef nonnull %51, ptr noundef null, i32 noundef 10) #37
  %53 = add nsw i64 %52, 1
  %54 = add nsw i64 %53, %1
  %55 = icmp slt i64 %54, 0
  br i1 %55, label %81, label %56

56:                                               ; preds = %47
  %57 = icmp eq i64 %53, %48
  br i1 %57, label %58, label %75

58:                                               ; preds = %56
  %59 = load i8, ptr %4, align 16, !tbaa !41
  %60 = icmp sgt i8 %59, 53
  br i1 %60, label %61, label %63

61:                                               ; preds = %58
  %62 = trunc nuw nsw i64 %48 to i32
  br label %72

63:                                               ; preds = %58
  %64 = icmp eq i8 %59, 53
  br i1 %64, label %65, label %72

65:                                               ; preds = %63
  %66 = getelementptr inbounds nuw i8, ptr %4, i64 2
  %67 = call double @strtod(ptr nocapture noundef nonnull %66, ptr noundef null) #37
  %68 = freeze double %67
  %69 = fcmp une double %68, 0.000000e+00
  %70 = trunc nuw nsw i64 %48 to i32
  %71 = select i1 %69, i32 %70, i32 -9999
  br label %72

72:                                               ; preds = %65, %63, %61
  %73 = phi i32 [ %62, %61 ], [ -9999, %63 ], [ %71, %65 ]
  %74 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) %4, i64 noundef 783, ptr noundef nonnull @.str.3, i32 noundef %73) #37
  br label %79

75:                                               ; preds = %56
  %76 = trunc i64 %54 to i32
  %77 = add nsw i32 %76, -1
  %78 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) %4, i64 noundef 783, ptr noundef nonnull @.str.2, i32 noundef %77, double noundef %6) #37
  br label %79

79:                                               ; preds = %75, %72
  %80 = call double @strtod(ptr nocapture noundef nonnull %4, ptr noundef null) #37
  br label %81

81:                                               ; preds = %47, %79
  %82 = phi double [ 0.000000e+00, %47 ], [ %80, %79 ]
  call void @llvm.lifetime.end.p0(i64 783, ptr nonnull %4) #37
  br label %83

83:                                               ; preds = %81, %45, %41, %36
  %84 = phi double [ %44, %41 ], [ %38, %36 ], [ %82, %81 ], [ 0.000000e+00, %45 ]
  %85 = tail call double @llvm.copysign.f64(double %84, double %0)
  store double %85, ptr %2, align 8, !tbaa !39
  %86 = tail call double @llvm.fabs.f64(double %84)
  %87 = fcmp oeq double %86, 0x7FF0000000000000
  %88 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 608), align 8
  %89 = trunc i64 %88 to i32
  %90 = select i1 %87, i32 %89, i32 0
  br label %91

91:                                               ; preds = %3, %8, %83
  %92 = phi i32 [ %90, %83 ], [ 0, %8 ], [ 0, %3 ]
  ret i32 %92
}

; Function Attrs: mustprogress nofree nounwind willreturn memory(write) uwtable(sync)
define double @noodle_round_scaled(double noundef %0, i64 noundef %1) local_unnamed_addr #10 {
  %3 = icmp eq i64 %1, 0
  br i1 %3, label %4, label %6

4:                                                ; preds = %2
  %5 = tail call double @llvm.rint.f64(double %0)
  br label %19

6:                                                ; preds = %2
  %7 = icmp slt i64 %1, 0
  %8 = tail call i64 @llvm.abs.i64(i64 %1, i1 true)
  %9 = uitofp nneg i64 %8 to double
  %10 = tail call double @pow(double noundef 1.000000e+01, double noundef %9) #37, !tbaa !37
  br i1 %7, label %11, label %15

11:                                               ; preds = %6
  %12 = fdiv double %0, %10
  %13 = tail call double @llvm.rint.f64(double %12)
  %14 = fmul double %10, %13
  br label %19

15:                                               ; preds = %6
  %16 = fmul double %0, %10
  %17 = tail call double @llvm.rint.f64(double %16)
  %18 = fdiv double %17, %10
  br label %19

19:                                               ; preds = %11, %15, %4
  %20 = phi double [ %5, %4 ], [ %14, %11 ], [ %18, %15 ]
  ret double %20
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.rint.f64(double) #5

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) uwtable(sync)
define range(i32 0, 2) i32 @noodle_divide_c128(ptr nocapture noundef readonly %0, ptr nocapture noundef readonly %1, ptr nocapture noundef writeonly %2) local_unnamed_addr #13 {
  %4 = load double, ptr %0, align 8, !tbaa !39
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %6 = load double, ptr %5, align 8, !tbaa !39
  %7 = load double, ptr %1, align 8, !tbaa !39
  %8 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %9 = load double, ptr %8, align 8, !tbaa !39
  %10 = fcmp oeq double %7, 0.000000e+00
  %11 = fcmp oeq double %9, 0.000000e+00
  %12 = select i1 %10, i1 %11, i1 false
  br i1 %12, label %43, label %13

13:                                               ; preds = %3
  %14 = tail call double @llvm.fabs.f64(double %7)
  %15 = tail call double @llvm.fabs.f64(double %9)
  %16 = fcmp ult double %14, %15
  br i1 %16, label %28, label %17

17:                                               ; preds = %13
  %18 = fdiv double %9, %7
  %19 = fmul double %9, %18
  %20 = fadd double %7, %19
  %21 = fmul double %6, %18
  %22 = fadd double %4, %21
  %23 = fdiv double %22, %20
  store double %23, ptr %2, align 8, !tbaa !39
  %24 = fmul double %4, %18
  %25 = fsub double %6, %24
  %26 = fdiv double %25, %20
  %27 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store double %26, ptr %27, align 8, !tbaa !39
  br label %43

28:                                               ; preds = %13
  %29 = fcmp ult double %15, %14
  br i1 %29, label %41, label %30

30:                                               ; preds = %28
  %31 = fdiv double %7, %9
  %32 = fmul double %7, %31
  %33 = fadd double %9, %32
  %34 = fmul double %4, %31
  %35 = fadd double %6, %34
  %36 = fdiv double %35, %33
  store double %36, ptr %2, align 8, !tbaa !39
  %37 = fmul double %6, %31
  %38 = fsub double %37, %4
  %39 = fdiv double %38, %33
  %40 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store double %39, ptr %40, align 8, !tbaa !39
  br label %43

41:                                               ; preds = %28
  %42 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store double 0x7FF8000000000000, ptr %42, align 8, !tbaa !39
  store double 0x7FF8000000000000, ptr %2, align 8, !tbaa !39
  br label %43

43:                                               ; preds = %17, %41, %30, %3
  %44 = phi i32 [ 1, %3 ], [ 0, %30 ], [ 0, %41 ], [ 0, %17 ]
  ret i32 %44
}

; Function Attrs: nofree nounwind memory(readwrite, inaccessiblemem: write) uwtable(sync)
define i32 @noodle_power_c128(ptr nocapture noundef readonly %0, ptr nocapture noundef readonly %1, ptr nocapture noundef writeonly %2) local_unnamed_addr #14 {
  %4 = load double, ptr %0, align 8, !tbaa !39
  %5 = fcmp oeq double %4, 0.000000e+00
  br i1 %5, label %6, label %10

6:                                                ; preds = %3
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %8 = load double, ptr %7, align 8, !tbaa !39
  %9 = fcmp oeq double %8, 0.000000e+00
  br label %10

10:                                               ; preds = %6, %3
  %11 = phi i1 [ false, %3 ], [ %9, %6 ]
  %12 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %13 = load double, ptr %12, align 8, !tbaa !39
  %14 = fcmp oeq double %13, 0.000000e+00
  br i1 %14, label %15, label %19

15:                                               ; preds = %10
  %16 = load double, ptr %1, align 8, !tbaa !39
  %17 = tail call double @llvm.floor.f64(double %16)
  %18 = fcmp oeq double %16, %17
  br label %19

19:                                               ; preds = %15, %10
  %20 = phi i1 [ false, %10 ], [ %18, %15 ]
  br i1 %11, label %21, label %29

21:                                               ; preds = %19
  %22 = load double, ptr %1, align 8, !tbaa !39
  %23 = fcmp olt double %22, 0.000000e+00
  %24 = fcmp une double %13, 0.000000e+00
  %25 = or i1 %24, %23
  br i1 %25, label %26, label %29

26:                                               ; preds = %21
  %27 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 616), align 8, !tbaa !24
  %28 = trunc i64 %27 to i32
  br label %142

29:                                               ; preds = %21, %19
  br i1 %20, label %30, label %100

30:                                               ; preds = %29
  %31 = load double, ptr %1, align 8, !tbaa !39
  %32 = tail call double @llvm.fabs.f64(double %31)
  %33 = fcmp ugt double %32, 1.000000e+02
  br i1 %33, label %100, label %34

34:                                               ; preds = %30
  %35 = fptosi double %32 to i64
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %37 = load double, ptr %36, align 8, !tbaa !39
  store double 1.000000e+00, ptr %2, align 8, !tbaa !39
  %38 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store double 0.000000e+00, ptr %38, align 8, !tbaa !39
  br label %39

39:                                               ; preds = %58, %34
  %40 = phi double [ 0.000000e+00, %34 ], [ %55, %58 ]
  %41 = phi double [ 1.000000e+00, %34 ], [ %56, %58 ]
  %42 = phi double [ %37, %34 ], [ %64, %58 ]
  %43 = phi double [ %4, %34 ], [ %62, %58 ]
  %44 = phi i64 [ %35, %34 ], [ %59, %58 ]
  %45 = and i64 %44, 1
  %46 = icmp eq i64 %45, 0
  br i1 %46, label %54, label %47

47:                                               ; preds = %39
  %48 = fmul double %41, %43
  %49 = fmul double %40, %42
  %50 = fsub double %48, %49
  %51 = fmul double %41, %42
  %52 = fmul double %40, %43
  %53 = fadd double %51, %52
  store double %50, ptr %2, align 8, !tbaa !39
  store double %53, ptr %38, align 8, !tbaa !39
  br label %54

54:                                               ; preds = %47, %39
  %55 = phi double [ %53, %47 ], [ %40, %39 ]
  %56 = phi double [ %50, %47 ], [ %41, %39 ]
  %57 = icmp ult i64 %44, 2
  br i1 %57, label %65, label %58

58:                                               ; preds = %54
  %59 = ashr i64 %44, 1
  %60 = fmul double %43, %43
  %61 = fmul double %42, %42
  %62 = fsub double %60, %61
  %63 = fmul double %42, %43
  %64 = fadd double %63, %63
  br label %39

65:                                               ; preds = %54
  %66 = load double, ptr %1, align 8, !tbaa !39
  %67 = fcmp ugt double %66, 0.000000e+00
  br i1 %67, label %131, label %68

68:                                               ; preds = %65
  %69 = fcmp oeq double %56, 0.000000e+00
  %70 = fcmp oeq double %55, 0.000000e+00
  %71 = select i1 %69, i1 %70, i1 false
  br i1 %71, label %97, label %72

72:                                               ; preds = %68
  %73 = tail call double @llvm.fabs.f64(double %56)
  %74 = tail call double @llvm.fabs.f64(double %55)
  %75 = fcmp ult double %73, %74
  br i1 %75, label %85, label %76

76:                                               ; preds = %72
  %77 = fdiv double %55, %56
  %78 = fmul double %55, %77
  %79 = fadd double %56, %78
  %80 = fmul double %77, 0.000000e+00
  %81 = fadd double %80, 1.000000e+00
  %82 = fdiv double %81, %79
  store double %82, ptr %2, align 8, !tbaa !39
  %83 = fsub double 0.000000e+00, %77
  %84 = fdiv double %83, %79
  store double %84, ptr %38, align 8, !tbaa !39
  br label %131

85:                                               ; preds = %72
  %86 = fcmp ult double %74, %73
  br i1 %86, label %96, label %87

87:                                               ; preds = %85
  %88 = fdiv double %56, %55
  %89 = fmul double %56, %88
  %90 = fadd double %55, %89
  %91 = fadd double %88, 0.000000e+00
  %92 = fdiv double %91, %90
  store double %92, ptr %2, align 8, !tbaa !39
  %93 = fmul double %88, 0.000000e+00
  %94 = fadd double %93, -1.000000e+00
  %95 = fdiv double %94, %90
  store double %95, ptr %38, align 8, !tbaa !39
  br label %131

96:                                               ; preds = %85
  store double 0x7FF8000000000000, ptr %38, align 8, !tbaa !39
  store double 0x7FF8000000000000, ptr %2, align 8, !tbaa !39
  br label %131

97:                                               ; preds = %68
  %98 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 616), align 8, !tbaa !24
  %99 = trunc i64 %98 to i32
  br label %142

100:                                              ; preds = %30, %29
  br i1 %11, label %101, label %102

101:                                              ; preds = %100
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %2, i8 0, i64 16, i1 false)
  br label %131

102:                                              ; preds = %100
  %103 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %104 = load double, ptr %103, align 8, !tbaa !39
  %105 = tail call double @hypot(double noundef %4, double noundef %104) #37, !tbaa !37
  %106 = load double, ptr %1, align 8, !tbaa !39
  %107 = tail call double @pow(double noundef %105, double noundef %106) #37, !tbaa !37
  %108 = tail call double @atan2(double noundef %104, double noundef %4) #37, !tbaa !37
  %109 = fmul double %106, %108
  %110 = fcmp une double %13, 0.000000e+00
  br i1 %110, label %111, label %118

111:                                              ; preds = %102
  %112 = fmul double %13, %108
  %113 = tail call double @exp(double noundef %112) #37, !tbaa !37
  %114 = fdiv double %107, %113
  %115 = tail call double @log(double noundef %105) #37, !tbaa !37
  %116 = fmul double %13, %115
  %117 = fadd double %109, %116
  br label %118

118:                                              ; preds = %102, %111
  %119 = phi double [ %114, %111 ], [ %107, %102 ]
  %120 = phi double [ %117, %111 ], [ %109, %102 ]
  %121 = tail call double @cos(double noundef %120) #37, !tbaa !37
  %122 = fmul double %119, %121
  store double %122, ptr %2, align 8, !tbaa !39
  %123 = tail call double @sin(double noundef %120) #37, !tbaa !37
  %124 = fmul double %119, %123
  %125 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store double %124, ptr %125, align 8, !tbaa !39
  %126 = tail call double @llvm.fabs.f64(double %120) #46
  %127 = fcmp oeq double %126, 0x7FF0000000000000
  br i1 %127, label %128, label %131

128:                                              ; preds = %118
  %129 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 616), align 8, !tbaa !24
  %130 = trunc i64 %129 to i32
  br label %142

131:                                              ; preds = %76, %96, %87, %101, %118, %65
  %132 = phi double [ %84, %76 ], [ 0x7FF8000000000000, %96 ], [ %95, %87 ], [ 0.000000e+00, %101 ], [ %124, %118 ], [ %55, %65 ]
  %133 = phi double [ %82, %76 ], [ 0x7FF8000000000000, %96 ], [ %92, %87 ], [ 0.000000e+00, %101 ], [ %122, %118 ], [ %56, %65 ]
  %134 = tail call double @llvm.fabs.f64(double %133) #46
  %135 = fcmp oeq double %134, 0x7FF0000000000000
  %136 = tail call double @llvm.fabs.f64(double %132) #46
  %137 = fcmp oeq double %136, 0x7FF0000000000000
  %138 = select i1 %135, i1 true, i1 %137
  br i1 %138, label %139, label %142

139:                                              ; preds = %131
  %140 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 624), align 8, !tbaa !24
  %141 = trunc i64 %140 to i32
  br label %142

142:                                              ; preds = %131, %139, %128, %97, %26
  %143 = phi i32 [ %28, %26 ], [ %99, %97 ], [ %130, %128 ], [ %141, %139 ], [ 0, %131 ]
  ret i32 %143
}

; Function Attrs: nofree nounwind memory(argmem: read) uwtable(sync)
define range(i64 0, 2) i64 @noodle_text_equal(i64 noundef %0, ptr nocapture noundef readonly %1, i64 noundef %2, i64 noundef %3, ptr nocapture noundef readonly %4, i64 noundef %5) local_unnamed_addr #15 {
  %7 = icmp eq i64 %2, %5
  br i1 %7, label %8, label %49

8:                                                ; preds = %6
  %9 = icmp eq i64 %0, %3
  br i1 %9, label %12, label %10

10:                                               ; preds = %8
  %11 = icmp slt i64 %2, 1
  br i1 %11, label %49, label %20

12:                                               ; preds = %8
  %13 = mul nsw i64 %2, %0
  %14 = tail call i32 @bcmp(ptr readonly %1, ptr readonly %4, i64 %13)
  %15 = icmp eq i32 %14, 0
  %16 = zext i1 %15 to i64
  br label %49

17:                                               ; preds = %46
  %18 = add nuw nsw i64 %21, 1
  %19 = icmp eq i64 %18, %2
  br i1 %19, label %49, label %20, !llvm.loop !42

20:                                               ; preds = %10, %17
  %21 = phi i64 [ %18, %17 ], [ 0, %10 ]
  switch i64 %0, label %30 [
    i64 1, label %22
    i64 2, label %26
  ]

22:                                               ; preds = %20
  %23 = getelementptr inbounds nuw i8, ptr %1, i64 %21
  %24 = load i8, ptr %23, align 1, !tbaa !41
  %25 = zext i8 %24 to i32
  br label %33

26:                                               ; preds = %20
  %27 = getelementptr inbounds nuw i16, ptr %1, i64 %21
  %28 = load i16, ptr %27, align 2, !tbaa !43
  %29 = zext i16 %28 to i32
  br label %33

30:                                               ; preds = %20
  %31 = getelementptr inbounds nuw i32, ptr %1, i64 %21
  %32 = load i32, ptr %31, align 4, !tbaa !37
  br label %33

33:                                               ; preds = %30, %26, %22
  %34 = phi i32 [ %25, %22 ], [ %29, %26 ], [ %32, %30 ]
  switch i64 %3, label %43 [
    i64 1, label %35
    i64 2, label %39
  ]

35:                                               ; preds = %33
  %36 = getelementptr inbounds nuw i8, ptr %4, i64 %21
  %37 = load i8, ptr %36, align 1, !tbaa !41
  %38 = zext i8 %37 to i32
  br label %46

39:                                               ; preds = %33
  %40 = getelementptr inbounds nuw i16, ptr %4, i64 %21
  %41 = load i16, ptr %40, align 2, !tbaa !43
  %42 = zext i16 %41 to i32
  br label %46

43:                                               ; preds = %33
  %44 = getelementptr inbounds nuw i32, ptr %4, i64 %21
  %45 = load i32, ptr %44, align 4, !tbaa !37
  br label %46

46:                                               ; preds = %43, %39, %35
  %47 = phi i32 [ %38, %35 ], [ %42, %39 ], [ %45, %43 ]
  %48 = icmp eq i32 %34, %47
  br i1 %48, label %17, label %49

49:                                               ; preds = %46, %17, %12, %10, %6
  %50 = phi i64 [ 0, %6 ], [ %16, %12 ], [ 1, %10 ], [ 1, %17 ], [ 0, %46 ]
  ret i64 %50
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read) uwtable(sync)
define range(i64 -2147483648, 2147483648) i64 @noodle_text_compare(i64 noundef %0, ptr nocapture noundef readonly %1, i64 noundef %2, i64 noundef %3, ptr nocapture noundef readonly %4, i64 noundef %5) local_unnamed_addr #3 {
  %7 = tail call i64 @llvm.smin.i64(i64 %2, i64 %5)
  %8 = icmp sgt i64 %7, 0
  br i1 %8, label %12, label %41

9:                                                ; preds = %38
  %10 = add nuw nsw i64 %13, 1
  %11 = icmp eq i64 %10, %7
  br i1 %11, label %41, label %12, !llvm.loop !45

12:                                               ; preds = %6, %9
  %13 = phi i64 [ %10, %9 ], [ 0, %6 ]
  switch i64 %0, label %22 [
    i64 1, label %14
    i64 2, label %18
  ]

14:                                               ; preds = %12
  %15 = getelementptr inbounds nuw i8, ptr %1, i64 %13
  %16 = load i8, ptr %15, align 1, !tbaa !41
  %17 = zext i8 %16 to i32
  br label %25

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i16, ptr %1, i64 %13
  %20 = load i16, ptr %19, align 2, !tbaa !43
  %21 = zext i16 %20 to i32
  br label %25

22:                                               ; preds = %12
  %23 = getelementptr inbounds nuw i32, ptr %1, i64 %13
  %24 = load i32, ptr %23, align 4, !tbaa !37
  br label %25

25:                                               ; preds = %14, %18, %22
  %26 = phi i32 [ %17, %14 ], [ %21, %18 ], [ %24, %22 ]
  switch i64 %3, label %35 [
    i64 1, label %27
    i64 2, label %31
  ]

27:                                               ; preds = %25
  %28 = getelementptr inbounds nuw i8, ptr %4, i64 %13
  %29 = load i8, ptr %28, align 1, !tbaa !41
  %30 = zext i8 %29 to i32
  br label %38

31:                                               ; preds = %25
  %32 = getelementptr inbounds nuw i16, ptr %4, i64 %13
  %33 = load i16, ptr %32, align 2, !tbaa !43
  %34 = zext i16 %33 to i32
  br label %38

35:                                               ; preds = %25
  %36 = getelementptr inbounds nuw i32, ptr %4, i64 %13
  %37 = load i32, ptr %36, align 4, !tbaa !37
  br label %38

38:                                               ; preds = %27, %31, %35
  %39 = phi i32 [ %30, %27 ], [ %34, %31 ], [ %37, %35 ]
  %40 = icmp eq i32 %26, %39
  br i1 %40, label %9, label %44

41:                                               ; preds = %9, %6
  %42 = tail call i32 @llvm.scmp.i32.i64(i64 %2, i64 %5)
  %43 = sext i32 %42 to i64
  br label %47

44:                                               ; preds = %38
  %45 = icmp ult i32 %26, %39
  %46 = select i1 %45, i64 -1, i64 1
  br label %47

47:                                               ; preds = %44, %41
  %48 = phi i64 [ %43, %41 ], [ %46, %44 ]
  ret i64 %48
}

; Function Attrs: nofree nounwind memory(read) uwtable(sync)
define i64 @noodle_text_find(i64 noundef %0, ptr noundef %1, i64 noundef %2, i64 noundef %3, ptr noundef %4, i64 noundef %5, i64 noundef %6) local_unnamed_addr #16 {
  %8 = tail call i64 @llvm.smax.i64(i64 %6, i64 0)
  %9 = icmp sgt i64 %8, %2
  br i1 %9, label %76, label %10

10:                                               ; preds = %7
  %11 = sub nsw i64 %2, %8
  %12 = icmp sgt i64 %5, %11
  br i1 %12, label %76, label %13

13:                                               ; preds = %10
  %14 = icmp eq i64 %0, 1
  %15 = icmp eq i64 %3, 1
  %16 = and i1 %14, %15
  br i1 %16, label %24, label %17

17:                                               ; preds = %13
  %18 = sub nsw i64 %2, %5
  %19 = icmp sgt i64 %8, %18
  br i1 %19, label %76, label %20

20:                                               ; preds = %17
  %21 = icmp eq i64 %0, %3
  %22 = icmp slt i64 %5, 1
  %23 = mul nsw i64 %5, %0
  br label %32

24:                                               ; preds = %13
  %25 = getelementptr inbounds nuw i8, ptr %1, i64 %8
  %26 = tail call ptr @memmem(ptr noundef %25, i64 noundef %11, ptr noundef %4, i64 noundef %5) #47
  %27 = icmp eq ptr %26, null
  %28 = ptrtoint ptr %26 to i64
  %29 = ptrtoint ptr %1 to i64
  %30 = sub i64 %28, %29
  %31 = select i1 %27, i64 -1, i64 %30
  br label %76

32:                                               ; preds = %20, %73
  %33 = phi i64 [ %8, %20 ], [ %74, %73 ]
  br i1 %21, label %68, label %34

34:                                               ; preds = %32
  br i1 %22, label %76, label %38

35:                                               ; preds = %65
  %36 = add nuw nsw i64 %39, 1
  %37 = icmp eq i64 %36, %5
  br i1 %37, label %76, label %38, !llvm.loop !42

38:                                               ; preds = %34, %35
  %39 = phi i64 [ %36, %35 ], [ 0, %34 ]
  %40 = add nuw nsw i64 %39, %33
  switch i64 %0, label %49 [
    i64 1, label %41
    i64 2, label %45
  ]

41:                                               ; preds = %38
  %42 = getelementptr inbounds nuw i8, ptr %1, i64 %40
  %43 = load i8, ptr %42, align 1, !tbaa !41
  %44 = zext i8 %43 to i32
  br label %52

45:                                               ; preds = %38
  %46 = getelementptr inbounds nuw i16, ptr %1, i64 %40
  %47 = load i16, ptr %46, align 2, !tbaa !43
  %48 = zext i16 %47 to i32
  br label %52

49:                                               ; preds = %38
  %50 = getelementptr inbounds nuw i32, ptr %1, i64 %40
  %51 = load i32, ptr %50, align 4, !tbaa !37
  br label %52

52:                                               ; preds = %49, %45, %41
  %53 = phi i32 [ %44, %41 ], [ %48, %45 ], [ %51, %49 ]
  switch i64 %3, label %62 [
    i64 1, label %54
    i64 2, label %58
  ]

54:                                               ; preds = %52
  %55 = getelementptr inbounds nuw i8, ptr %4, i64 %39
  %56 = load i8, ptr %55, align 1, !tbaa !41
  %57 = zext i8 %56 to i32
  br label %65

58:                                               ; preds = %52
  %59 = getelementptr inbounds nuw i16, ptr %4, i64 %39
  %60 = load i16, ptr %59, align 2, !tbaa !43
  %61 = zext i16 %60 to i32
  br label %65

62:                                               ; preds = %52
  %63 = getelementptr inbounds nuw i32, ptr %4, i64 %39
  %64 = load i32, ptr %63, align 4, !tbaa !37
  br label %65

65:                                               ; preds = %62, %58, %54
  %66 = phi i32 [ %57, %54 ], [ %61, %58 ], [ %64, %62 ]
  %67 = icmp eq i32 %53, %66
  br i1 %67, label %35, label %73

68:                                               ; preds = %32
  %69 = mul nsw i64 %33, %0
  %70 = getelementptr inbounds i8, ptr %1, i64 %69
  %71 = tail call i32 @bcmp(ptr readonly %70, ptr readonly %4, i64 %23)
  %72 = icmp eq i32 %71, 0
  br i1 %72, label %76, label %73

73:                                               ; preds = %65, %68
  %74 = add nuw nsw i64 %33, 1
  %75 = icmp slt i64 %33, %18
  br i1 %75, label %32, label %76, !llvm.loop !46

76:                                               ; preds = %34, %68, %73, %35, %17, %7, %10, %24
  %77 = phi i64 [ %31, %24 ], [ -1, %10 ], [ -1, %7 ], [ -1, %17 ], [ %33, %35 ], [ %33, %34 ], [ %33, %68 ], [ -1, %73 ]
  ret i64 %77
}

; Function Attrs: mustprogress nofree nounwind willreturn memory(read)
declare ptr @memmem(ptr noundef, i64 noundef, ptr noundef, i64 noundef) local_unnamed_addr #17

; Function Attrs: nofree nounwind memory(read) uwtable(sync)
define i64 @noodle_text_count(i64 noundef %0, ptr noundef %1, i64 noundef %2, i64 noundef %3, ptr noundef %4, i64 noundef %5) local_unnamed_addr #16 {
  %7 = icmp eq i64 %5, 0
  br i1 %7, label %11, label %8

8:                                                ; preds = %6
  %9 = tail call i64 @noodle_text_find(i64 noundef %0, ptr noundef %1, i64 noundef %2, i64 noundef %3, ptr noundef %4, i64 noundef %5, i64 noundef 0)
  %10 = icmp slt i64 %9, 0
  br i1 %10, label %20, label %13

11:                                               ; preds = %6
  %12 = add nsw i64 %2, 1
  br label %20

13:                                               ; preds = %8, %13
  %14 = phi i64 [ %18, %13 ], [ %9, %8 ]
  %15 = phi i64 [ %16, %13 ], [ 0, %8 ]
  %16 = add nuw nsw i64 %15, 1
  %17 = add nsw i64 %14, %5
  %18 = tail call i64 @noodle_text_find(i64 noundef %0, ptr noundef %1, i64 noundef %2, i64 noundef %3, ptr noundef %4, i64 noundef %5, i64 noundef %17)
  %19 = icmp slt i64 %18, 0
  br i1 %19, label %20, label %13

20:                                               ; preds = %13, %8, %11
  %21 = phi i64 [ %12, %11 ], [ 0, %8 ], [ %16, %13 ]
  ret i64 %21
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read) uwtable(sync)
define i64 @noodle_text_hash(i64 noundef %0, ptr nocapture noundef readonly %1, i64 noundef %2) local_unnamed_addr #3 {
  %4 = icmp sgt i64 %2, 0
  br i1 %4, label %5, label %32

5:                                                ; preds = %3
  %6 = and i64 %2, 1
  %7 = icmp eq i64 %2, 1
  br i1 %7, label %10, label %8

8:                                                ; preds = %5
  %9 = and i64 %2, 9223372036854775806
  br label %36

10:                                               ; preds = %68, %5
  %11 = phi i64 [ poison, %5 ], [ %72, %68 ]
  %12 = phi i64 [ 0, %5 ], [ %73, %68 ]
  %13 = phi i64 [ -3750763034362895579, %5 ], [ %72, %68 ]
  %14 = icmp eq i64 %6, 0
  br i1 %14, label %32, label %15

15:                                               ; preds = %10
  switch i64 %0, label %24 [
    i64 1, label %20
    i64 2, label %16
  ]

16:                                               ; preds = %15
  %17 = getelementptr inbounds nuw i16, ptr %1, i64 %12
  %18 = load i16, ptr %17, align 2, !tbaa !43
  %19 = zext i16 %18 to i32
  br label %27

20:                                               ; preds = %15
  %21 = getelementptr inbounds nuw i8, ptr %1, i64 %12
  %22 = load i8, ptr %21, align 1, !tbaa !41
  %23 = zext i8 %22 to i32
  br label %27

24:                                               ; preds = %15
  %25 = getelementptr inbounds nuw i32, ptr %1, i64 %12
  %26 = load i32, ptr %25, align 4, !tbaa !37
  br label %27

27:                                               ; preds = %24, %20, %16
  %28 = phi i32 [ %23, %20 ], [ %19, %16 ], [ %26, %24 ]
  %29 = zext i32 %28 to i64
  %30 = xor i64 %13, %29
  %31 = mul i64 %30, 1099511628211
  br label %32

32:                                               ; preds = %27, %10, %3
  %33 = phi i64 [ -3750763034362895579, %3 ], [ %11, %10 ], [ %31, %27 ]
  %34 = lshr i64 %33, 32
  %35 = xor i64 %34, %33
  ret i64 %35

36:                                               ; preds = %68, %8
  %37 = phi i64 [ 0, %8 ], [ %73, %68 ]
  %38 = phi i64 [ -3750763034362895579, %8 ], [ %72, %68 ]
  %39 = phi i64 [ 0, %8 ], [ %74, %68 ]
  switch i64 %0, label %48 [
    i64 1, label %40
    i64 2, label %44
  ]

40:                                               ; preds = %36
  %41 = getelementptr inbounds nuw i8, ptr %1, i64 %37
  %42 = load i8, ptr %41, align 1, !tbaa !41
  %43 = zext i8 %42 to i32
  br label %51

44:                                               ; preds = %36
  %45 = getelementptr inbounds nuw i16, ptr %1, i64 %37
  %46 = load i16, ptr %45, align 2, !tbaa !43
  %47 = zext i16 %46 to i32
  br label %51

48:                                               ; preds = %36
  %49 = getelementptr inbounds nuw i32, ptr %1, i64 %37
  %50 = load i32, ptr %49, align 4, !tbaa !37
  br label %51

51:                                               ; preds = %40, %44, %48
  %52 = phi i32 [ %43, %40 ], [ %47, %44 ], [ %50, %48 ]
  %53 = zext i32 %52 to i64
  %54 = xor i64 %38, %53
  %55 = mul i64 %54, 1099511628211
  %56 = or disjoint i64 %37, 1
  switch i64 %0, label %65 [
    i64 1, label %61
    i64 2, label %57
  ]

57:                                               ; preds = %51
  %58 = getelementptr inbounds nuw i16, ptr %1, i64 %56
  %59 = load i16, ptr %58, align 2, !tbaa !43
  %60 = zext i16 %59 to i32
  br label %68

61:                                               ; preds = %51
  %62 = getelementptr inbounds nuw i8, ptr %1, i64 %56
  %63 = load i8, ptr %62, align 1, !tbaa !41
  %64 = zext i8 %63 to i32
  br label %68

65:                                               ; preds = %51
  %66 = getelementptr inbounds nuw i32, ptr %1, i64 %56
  %67 = load i32, ptr %66, align 4, !tbaa !37
  br label %68

68:                                               ; preds = %65, %61, %57
  %69 = phi i32 [ %64, %61 ], [ %60, %57 ], [ %67, %65 ]
  %70 = zext i32 %69 to i64
  %71 = xor i64 %55, %70
  %72 = mul i64 %71, 1099511628211
  %73 = add nuw nsw i64 %37, 2
  %74 = add i64 %39, 2
  %75 = icmp eq i64 %74, %9
  br i1 %75, label %10, label %36, !llvm.loop !47
}

; Function Attrs: nounwind uwtable(sync)
define range(i32 0, 2) i32 @noodle_vector_reserve(ptr nocapture noundef %0, ptr nocapture noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %6 = load i64, ptr %5, align 8, !tbaa !48
  %7 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %8 = load i64, ptr %7, align 8, !tbaa !50
  %9 = sub nsw i64 %6, %8
  %10 = icmp sgt i64 %2, %9
  br i1 %10, label %11, label %79

11:                                               ; preds = %4
  %12 = sdiv i64 %6, 2
  %13 = add nsw i64 %12, %6
  %14 = tail call { i64, i1 } @llvm.sadd.with.overflow.i64(i64 %8, i64 %2)
  %15 = extractvalue { i64, i1 } %14, 1
  %16 = extractvalue { i64, i1 } %14, 0
  %17 = tail call i64 @llvm.smax.i64(i64 %13, i64 %16)
  %18 = tail call i64 @llvm.smax.i64(i64 %17, i64 8)
  %19 = select i1 %15, i64 9223372036854775807, i64 %18
  %20 = tail call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %19, i64 %3)
  %21 = extractvalue { i64, i1 } %20, 1
  br i1 %21, label %22, label %23

22:                                               ; preds = %11
  tail call fastcc void @no_memory(ptr noundef %0, i64 noundef 9223372036854775807)
  br label %79

23:                                               ; preds = %11
  %24 = extractvalue { i64, i1 } %20, 0
  %25 = tail call fastcc ptr @new_block(i64 noundef %24, i32 noundef 0)
  %26 = icmp eq ptr %25, null
  br i1 %26, label %27, label %28, !prof !5

27:                                               ; preds = %23
  tail call fastcc void @no_memory(ptr noundef %0, i64 noundef %24)
  br label %79

28:                                               ; preds = %23
  %29 = getelementptr inbounds nuw i8, ptr %25, i64 24
  store ptr null, ptr %29, align 8, !tbaa !6
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %31 = load ptr, ptr %30, align 8, !tbaa !15
  %32 = getelementptr inbounds nuw i8, ptr %25, i64 32
  store ptr %31, ptr %32, align 8, !tbaa !20
  %33 = icmp eq ptr %31, null
  br i1 %33, label %36, label %34

34:                                               ; preds = %28
  %35 = getelementptr inbounds nuw i8, ptr %31, i64 24
  store ptr %25, ptr %35, align 8, !tbaa !6
  br label %36

36:                                               ; preds = %34, %28
  store ptr %25, ptr %30, align 8, !tbaa !15
  %37 = load i64, ptr %7, align 8, !tbaa !50
  %38 = icmp sgt i64 %37, 0
  br i1 %38, label %39, label %44

39:                                               ; preds = %36
  %40 = getelementptr inbounds nuw i8, ptr %25, i64 8
  %41 = load ptr, ptr %40, align 8, !tbaa !26
  %42 = load ptr, ptr %1, align 8, !tbaa !51
  %43 = mul nsw i64 %37, %3
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %41, ptr align 1 %42, i64 %43, i1 false)
  br label %44

44:                                               ; preds = %39, %36
  %45 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %46 = load ptr, ptr %45, align 8, !tbaa !52
  %47 = icmp eq ptr %46, null
  br i1 %47, label %76, label %48

48:                                               ; preds = %44
  %49 = load i64, ptr %46, align 8, !tbaa !25
  %50 = add nsw i64 %49, -1
  store i64 %50, ptr %46, align 8, !tbaa !25
  %51 = icmp sgt i64 %49, 1
  br i1 %51, label %76, label %52

52:                                               ; preds = %48
  %53 = getelementptr inbounds nuw i8, ptr %46, i64 24
  %54 = load ptr, ptr %53, align 8, !tbaa !6
  %55 = icmp eq ptr %54, null
  %56 = getelementptr inbounds nuw i8, ptr %46, i64 32
  %57 = load ptr, ptr %56, align 8, !tbaa !20
  br i1 %55, label %60, label %58

58:                                               ; preds = %52
  %59 = getelementptr inbounds nuw i8, ptr %54, i64 32
  store ptr %57, ptr %59, align 8, !tbaa !20
  br label %61

60:                                               ; preds = %52
  store ptr %57, ptr %30, align 8, !tbaa !15
  br label %61

61:                                               ; preds = %60, %58
  %62 = icmp eq ptr %57, null
  br i1 %62, label %65, label %63

63:                                               ; preds = %61
  %64 = getelementptr inbounds nuw i8, ptr %57, i64 24
  store ptr %54, ptr %64, align 8, !tbaa !6
  br label %65

65:                                               ; preds = %63, %61
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %53, i8 0, i64 16, i1 false)
  %66 = getelementptr inbounds nuw i8, ptr %46, i64 48
  %67 = load i64, ptr %66, align 8, !tbaa !24
  %68 = add i64 %67, -32768
  %69 = icmp ult i64 %68, 134184961
  br i1 %69, label %70, label %73, !prof !5

70:                                               ; preds = %65
  %71 = tail call fastcc i32 @keep_block(ptr noundef nonnull %46)
  %72 = icmp eq i32 %71, 0
  br i1 %72, label %73, label %76

73:                                               ; preds = %70, %65
  %74 = getelementptr inbounds nuw i8, ptr %46, i64 56
  %75 = load ptr, ptr %74, align 8, !tbaa !23
  tail call void @free(ptr noundef %75) #37
  br label %76

76:                                               ; preds = %73, %70, %48, %44
  store ptr %25, ptr %45, align 8, !tbaa !52
  %77 = getelementptr inbounds nuw i8, ptr %25, i64 8
  %78 = load ptr, ptr %77, align 8, !tbaa !26
  store ptr %78, ptr %1, align 8, !tbaa !51
  store i64 %19, ptr %5, align 8, !tbaa !48
  br label %79

79:                                               ; preds = %76, %27, %22, %4
  %80 = phi i32 [ 0, %4 ], [ 1, %22 ], [ 0, %76 ], [ 1, %27 ]
  ret i32 %80
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare { i64, i1 } @llvm.sadd.with.overflow.i64(i64, i64) #5

; Function Attrs: nounwind uwtable(sync)
define range(i32 0, 2) i32 @noodle_vector_open(ptr nocapture noundef %0, ptr nocapture noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = tail call i32 @noodle_vector_reserve(ptr noundef %0, ptr noundef %1, i64 noundef %3, i64 noundef %4)
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %8, label %20

8:                                                ; preds = %5
  %9 = load ptr, ptr %1, align 8, !tbaa !51
  %10 = mul nsw i64 %4, %2
  %11 = getelementptr inbounds i8, ptr %9, i64 %10
  %12 = mul nsw i64 %4, %3
  %13 = getelementptr inbounds i8, ptr %11, i64 %12
  %14 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %15 = load i64, ptr %14, align 8, !tbaa !50
  %16 = sub nsw i64 %15, %2
  %17 = mul nsw i64 %16, %4
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %13, ptr align 1 %11, i64 %17, i1 false)
  %18 = load i64, ptr %14, align 8, !tbaa !50
  %19 = add nsw i64 %18, %3
  store i64 %19, ptr %14, align 8, !tbaa !50
  br label %20

20:                                               ; preds = %5, %8
  %21 = phi i32 [ 0, %8 ], [ 1, %5 ]
  ret i32 %21
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i64(ptr nocapture writeonly, ptr nocapture readonly, i64, i1 immarg) #18

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none) uwtable(sync)
define void @noodle_vector_close(ptr nocapture noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #19 {
  %5 = load ptr, ptr %0, align 8, !tbaa !51
  %6 = mul nsw i64 %3, %1
  %7 = getelementptr inbounds i8, ptr %5, i64 %6
  %8 = mul nsw i64 %3, %2
  %9 = getelementptr inbounds i8, ptr %7, i64 %8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %11 = load i64, ptr %10, align 8, !tbaa !50
  %12 = add i64 %2, %1
  %13 = sub i64 %11, %12
  %14 = mul nsw i64 %13, %3
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %7, ptr align 1 %9, i64 %14, i1 false)
  %15 = load i64, ptr %10, align 8, !tbaa !50
  %16 = sub nsw i64 %15, %2
  store i64 %16, ptr %10, align 8, !tbaa !50
  ret void
}

; Function Attrs: nounwind uwtable(sync)
define range(i32 0, 2) i32 @noodle_vector_extend(ptr nocapture noundef %0, ptr nocapture noundef %1, ptr noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = load ptr, ptr %1, align 8, !tbaa !51
  %7 = ptrtoint ptr %2 to i64
  %8 = ptrtoint ptr %6 to i64
  %9 = sub i64 %7, %8
  %10 = icmp sgt i64 %9, -1
  br i1 %10, label %11, label %16

11:                                               ; preds = %5
  %12 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %13 = load i64, ptr %12, align 8, !tbaa !50
  %14 = mul nsw i64 %13, %4
  %15 = icmp slt i64 %9, %14
  br label %16

16:                                               ; preds = %11, %5
  %17 = phi i1 [ false, %5 ], [ %15, %11 ]
  %18 = tail call i32 @noodle_vector_reserve(ptr noundef %0, ptr noundef nonnull %1, i64 noundef %3, i64 noundef %4)
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %20, label %35

20:                                               ; preds = %16
  %21 = icmp sgt i64 %3, 0
  br i1 %21, label %22, label %31

22:                                               ; preds = %20
  %23 = load ptr, ptr %1, align 8, !tbaa !51
  %24 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %25 = load i64, ptr %24, align 8, !tbaa !50
  %26 = mul nsw i64 %25, %4
  %27 = getelementptr inbounds i8, ptr %23, i64 %26
  %28 = getelementptr inbounds i8, ptr %23, i64 %9
  %29 = select i1 %17, ptr %28, ptr %2
  %30 = mul nsw i64 %4, %3
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %27, ptr align 1 %29, i64 %30, i1 false)
  br label %31

31:                                               ; preds = %22, %20
  %32 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %33 = load i64, ptr %32, align 8, !tbaa !50
  %34 = add nsw i64 %33, %3
  store i64 %34, ptr %32, align 8, !tbaa !50
  br label %35

35:                                               ; preds = %16, %31
  %36 = phi i32 [ 0, %31 ], [ 1, %16 ]
  ret i32 %36
}

; Function Attrs: nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none) uwtable(sync)
define void @noodle_vector_reverse(ptr nocapture noundef readonly %0, i64 noundef %1) local_unnamed_addr #20 {
  %3 = alloca [64 x i8], align 16
  call void @llvm.lifetime.start.p0(i64 64, ptr nonnull %3)
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %5 = load i64, ptr %4, align 8, !tbaa !50
  %6 = add nsw i64 %5, -1
  %7 = mul nsw i64 %6, %1
  %8 = icmp sgt i64 %7, 0
  br i1 %8, label %9, label %19

9:                                                ; preds = %2
  %10 = load ptr, ptr %0, align 8, !tbaa !51
  %11 = getelementptr inbounds nuw i8, ptr %10, i64 %7
  %12 = sub i64 0, %1
  br label %13

13:                                               ; preds = %9, %13
  %14 = phi ptr [ %11, %9 ], [ %17, %13 ]
  %15 = phi ptr [ %10, %9 ], [ %16, %13 ]
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 16 %3, ptr align 1 %15, i64 %1, i1 false)
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %15, ptr nonnull align 1 %14, i64 %1, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %14, ptr nonnull align 16 %3, i64 %1, i1 false)
  %16 = getelementptr inbounds i8, ptr %15, i64 %1
  %17 = getelementptr inbounds i8, ptr %14, i64 %12
  %18 = icmp ult ptr %16, %17
  br i1 %18, label %13, label %19, !llvm.loop !53

19:                                               ; preds = %13, %2
  call void @llvm.lifetime.end.p0(i64 64, ptr nonnull %3)
  ret void
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i64(ptr noalias nocapture writeonly, ptr noalias nocapture readonly, i64, i1 immarg) #18

; Function Attrs: nounwind uwtable(sync)
define ptr @noodle_map_new(ptr nocapture noundef %0) local_unnamed_addr #0 {
  %2 = tail call noalias dereferenceable_or_null(176) ptr @calloc(i64 noundef 1, i64 noundef range(i64 112, 9223372036854775664) 176) #44
  %3 = icmp eq ptr %2, null
  br i1 %3, label %4, label %10, !prof !5

4:                                                ; preds = %1
  %5 = tail call fastcc i32 @free_kept()
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %26, label %7

7:                                                ; preds = %4
  %8 = tail call noalias dereferenceable_or_null(176) ptr @calloc(i64 noundef 1, i64 noundef range(i64 112, 9223372036854775664) 176) #44
  %9 = icmp eq ptr %8, null
  br i1 %9, label %26, label %10, !prof !22

10:                                               ; preds = %1, %7
  %11 = phi ptr [ %8, %7 ], [ %2, %1 ]
  %12 = ptrtoint ptr %11 to i64
  %13 = add i64 %12, 63
  %14 = and i64 %13, -64
  %15 = inttoptr i64 %14 to ptr
  %16 = getelementptr inbounds nuw i8, ptr %15, i64 56
  store ptr %11, ptr %16, align 8, !tbaa !23
  %17 = getelementptr inbounds nuw i8, ptr %15, i64 48
  store i64 64, ptr %17, align 16, !tbaa !24
  store i64 1, ptr %15, align 64, !tbaa !25
  %18 = getelementptr inbounds nuw i8, ptr %15, i64 64
  %19 = getelementptr inbounds nuw i8, ptr %15, i64 8
  store ptr %18, ptr %19, align 8, !tbaa !26
  %20 = getelementptr inbounds nuw i8, ptr %15, i64 16
  %21 = getelementptr inbounds nuw i8, ptr %15, i64 40
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(24) %20, i8 0, i64 24, i1 false)
  store i64 64, ptr %21, align 8, !tbaa !27
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %23 = load ptr, ptr %22, align 8, !tbaa !15
  %24 = getelementptr inbounds nuw i8, ptr %15, i64 32
  store ptr %23, ptr %24, align 32, !tbaa !20
  %25 = icmp eq ptr %23, null
  br i1 %25, label %29, label %27

26:                                               ; preds = %7, %4
  tail call fastcc void @no_memory(ptr noundef %0, i64 noundef 64)
  br label %64

27:                                               ; preds = %10
  %28 = getelementptr inbounds nuw i8, ptr %23, i64 24
  store ptr %15, ptr %28, align 8, !tbaa !6
  br label %29

29:                                               ; preds = %27, %10
  store ptr %15, ptr %22, align 8, !tbaa !15
  %30 = getelementptr inbounds nuw i8, ptr %15, i64 88
  store ptr %15, ptr %30, align 8, !tbaa !54
  %31 = tail call noalias dereferenceable_or_null(368) ptr @calloc(i64 noundef 1, i64 noundef range(i64 112, 9223372036854775664) 368) #44
  %32 = icmp eq ptr %31, null
  br i1 %32, label %33, label %39, !prof !5

33:                                               ; preds = %29
  %34 = tail call fastcc i32 @free_kept()
  %35 = icmp eq i32 %34, 0
  br i1 %35, label %63, label %36

36:                                               ; preds = %33
  %37 = tail call noalias dereferenceable_or_null(368) ptr @calloc(i64 noundef 1, i64 noundef range(i64 112, 9223372036854775664) 368) #44
  %38 = icmp eq ptr %37, null
  br i1 %38, label %63, label %39, !prof !22

39:                                               ; preds = %29, %36
  %40 = phi ptr [ %37, %36 ], [ %31, %29 ]
  %41 = ptrtoint ptr %40 to i64
  %42 = add i64 %41, 63
  %43 = and i64 %42, -64
  %44 = inttoptr i64 %43 to ptr
  %45 = getelementptr inbounds nuw i8, ptr %44, i64 56
  store ptr %40, ptr %45, align 8, !tbaa !23
  %46 = getelementptr inbounds nuw i8, ptr %44, i64 48
  store i64 256, ptr %46, align 16, !tbaa !24
  store i64 1, ptr %44, align 64, !tbaa !25
  %47 = getelementptr inbounds nuw i8, ptr %44, i64 64
  %48 = getelementptr inbounds nuw i8, ptr %44, i64 8
  store ptr %47, ptr %48, align 8, !tbaa !26
  %49 = getelementptr inbounds nuw i8, ptr %44, i64 16
  %50 = getelementptr inbounds nuw i8, ptr %44, i64 40
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(24) %49, i8 0, i64 24, i1 false)
  store i64 256, ptr %50, align 8, !tbaa !27
  %51 = load ptr, ptr %22, align 8, !tbaa !15
  %52 = getelementptr inbounds nuw i8, ptr %44, i64 32
  store ptr %51, ptr %52, align 32, !tbaa !20
  %53 = icmp eq ptr %51, null
  br i1 %53, label %56, label %54

54:                                               ; preds = %39
  %55 = getelementptr inbounds nuw i8, ptr %51, i64 24
  store ptr %44, ptr %55, align 8, !tbaa !6
  br label %56

56:                                               ; preds = %39, %54
  store ptr %44, ptr %22, align 8, !tbaa !15
  %57 = getelementptr inbounds nuw i8, ptr %15, i64 96
  store ptr %44, ptr %57, align 32, !tbaa !57
  %58 = getelementptr inbounds nuw i8, ptr %15, i64 104
  store ptr %47, ptr %58, align 8, !tbaa !58
  %59 = getelementptr inbounds nuw i8, ptr %44, i64 256
  %60 = getelementptr inbounds nuw i8, ptr %15, i64 112
  store ptr %59, ptr %60, align 16, !tbaa !59
  %61 = getelementptr inbounds nuw i8, ptr %15, i64 80
  store i64 8, ptr %61, align 16, !tbaa !60
  %62 = getelementptr inbounds nuw i8, ptr %15, i64 72
  store i64 0, ptr %62, align 8, !tbaa !61
  br label %64

63:                                               ; preds = %33, %36
  tail call fastcc void @no_memory(ptr noundef nonnull %0, i64 noundef 256)
  br label %64

64:                                               ; preds = %63, %56, %26
  %65 = phi ptr [ null, %26 ], [ null, %63 ], [ %18, %56 ]
  ret ptr %65
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none) uwtable(sync)
define ptr @noodle_map_find(ptr nocapture noundef readonly %0, i64 noundef %1) local_unnamed_addr #21 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %4 = load i64, ptr %3, align 8, !tbaa !60
  %5 = shl i64 %4, 1
  %6 = add i64 %5, -1
  %7 = mul i64 %1, -7046029254386353131
  %8 = lshr i64 %7, 32
  %9 = xor i64 %8, %7
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %11 = load ptr, ptr %10, align 8, !tbaa !59
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 40
  br label %13

13:                                               ; preds = %26, %2
  %14 = phi i64 [ %9, %2 ], [ %27, %26 ]
  %15 = and i64 %14, %6
  %16 = getelementptr inbounds nuw i32, ptr %11, i64 %15
  %17 = load i32, ptr %16, align 4, !tbaa !37
  switch i32 %17, label %18 [
    i32 0, label %33
    i32 -1, label %26
  ]

18:                                               ; preds = %13
  %19 = add nsw i32 %17, -1
  %20 = sext i32 %19 to i64
  %21 = load ptr, ptr %12, align 8, !tbaa !58
  %22 = mul nsw i64 %20, 24
  %23 = getelementptr inbounds i8, ptr %21, i64 %22
  %24 = load i64, ptr %23, align 8, !tbaa !24
  %25 = icmp eq i64 %24, %1
  br i1 %25, label %28, label %26

26:                                               ; preds = %18, %13
  %27 = add i64 %15, 1
  br label %13

28:                                               ; preds = %18
  %29 = icmp slt i64 %15, 0
  br i1 %29, label %33, label %30

30:                                               ; preds = %28
  %31 = getelementptr inbounds i8, ptr %21, i64 %22
  %32 = getelementptr inbounds nuw i8, ptr %31, i64 8
  br label %33

33:                                               ; preds = %13, %28, %30
  %34 = phi ptr [ %32, %30 ], [ null, %28 ], [ null, %13 ]
  ret ptr %34
}

; Function Attrs: nounwind uwtable(sync)
define ptr @noodle_map_put(ptr nocapture noundef %0, ptr nocapture noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %5 = load i64, ptr %4, align 8, !tbaa !60
  %6 = shl i64 %5, 1
  %7 = add i64 %6, -1
  %8 = mul i64 %2, -7046029254386353131
  %9 = lshr i64 %8, 32
  %10 = xor i64 %9, %8
  %11 = getelementptr inbounds nuw i8, ptr %1, i64 48
  %12 = load ptr, ptr %11, align 8, !tbaa !59
  %13 = getelementptr inbounds nuw i8, ptr %1, i64 40
  br label %14

14:                                               ; preds = %27, %3
  %15 = phi i64 [ %10, %3 ], [ %28, %27 ]
  %16 = and i64 %15, %7
  %17 = getelementptr inbounds nuw i32, ptr %12, i64 %16
  %18 = load i32, ptr %17, align 4, !tbaa !37
  switch i32 %18, label %19 [
    i32 0, label %34
    i32 -1, label %27
  ]

19:                                               ; preds = %14
  %20 = add nsw i32 %18, -1
  %21 = sext i32 %20 to i64
  %22 = load ptr, ptr %13, align 8, !tbaa !58
  %23 = mul nsw i64 %21, 24
  %24 = getelementptr inbounds i8, ptr %22, i64 %23
  %25 = load i64, ptr %24, align 8, !tbaa !24
  %26 = icmp eq i64 %25, %2
  br i1 %26, label %29, label %27

27:                                               ; preds = %19, %14
  %28 = add i64 %16, 1
  br label %14

29:                                               ; preds = %19
  %30 = icmp slt i64 %16, 0
  br i1 %30, label %34, label %31

31:                                               ; preds = %29
  %32 = getelementptr inbounds i8, ptr %22, i64 %23
  %33 = getelementptr inbounds nuw i8, ptr %32, i64 8
  br label %164

34:                                               ; preds = %14, %29
  %35 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %36 = load i64, ptr %35, align 8, !tbaa !61
  %37 = icmp eq i64 %36, %5
  br i1 %37, label %38, label %138

38:                                               ; preds = %34
  %39 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %40 = load ptr, ptr %39, align 8, !tbaa !62
  %41 = load ptr, ptr %13, align 8, !tbaa !63
  %42 = load i64, ptr %1, align 8, !tbaa !64
  %43 = shl nsw i64 %42, 1
  %44 = icmp sgt i64 %43, %5
  %45 = zext i1 %44 to i64
  %46 = shl nsw i64 %5, %45
  %47 = mul nsw i64 %46, 24
  %48 = icmp sgt i64 %46, 1073741823
  br i1 %48, label %49, label %50

49:                                               ; preds = %38
  tail call fastcc void @no_memory(ptr noundef %0, i64 noundef %47)
  br label %164

50:                                               ; preds = %38
  %51 = shl nsw i64 %46, 5
  %52 = tail call fastcc ptr @new_block(i64 noundef %51, i32 noundef 1)
  %53 = icmp eq ptr %52, null
  br i1 %53, label %54, label %55, !prof !5

54:                                               ; preds = %50
  tail call fastcc void @no_memory(ptr noundef %0, i64 noundef %51)
  br label %164

55:                                               ; preds = %50
  %56 = getelementptr inbounds nuw i8, ptr %52, i64 24
  store ptr null, ptr %56, align 8, !tbaa !6
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %58 = load ptr, ptr %57, align 8, !tbaa !15
  %59 = getelementptr inbounds nuw i8, ptr %52, i64 32
  store ptr %58, ptr %59, align 8, !tbaa !20
  %60 = icmp eq ptr %58, null
  br i1 %60, label %63, label %61

61:                                               ; preds = %55
  %62 = getelementptr inbounds nuw i8, ptr %58, i64 24
  store ptr %52, ptr %62, align 8, !tbaa !6
  br label %63

63:                                               ; preds = %61, %55
  store ptr %52, ptr %57, align 8, !tbaa !15
  store ptr %52, ptr %39, align 8, !tbaa !57
  %64 = getelementptr inbounds nuw i8, ptr %52, i64 8
  %65 = load ptr, ptr %64, align 8, !tbaa !26
  store ptr %65, ptr %13, align 8, !tbaa !58
  %66 = getelementptr inbounds i8, ptr %65, i64 %47
  store ptr %66, ptr %11, align 8, !tbaa !59
  store i64 %46, ptr %4, align 8, !tbaa !60
  store i64 0, ptr %35, align 8, !tbaa !61
  %67 = icmp sgt i64 %5, 0
  br i1 %67, label %101, label %68

68:                                               ; preds = %134, %63
  %69 = getelementptr inbounds nuw i8, ptr %1, i64 56
  %70 = load i64, ptr %69, align 8, !tbaa !65
  %71 = add nsw i64 %70, 1
  store i64 %71, ptr %69, align 8, !tbaa !65
  %72 = icmp eq ptr %40, null
  br i1 %72, label %138, label %73

73:                                               ; preds = %68
  %74 = load i64, ptr %40, align 8, !tbaa !25
  %75 = add nsw i64 %74, -1
  store i64 %75, ptr %40, align 8, !tbaa !25
  %76 = icmp sgt i64 %74, 1
  br i1 %76, label %138, label %77

77:                                               ; preds = %73
  %78 = getelementptr inbounds nuw i8, ptr %40, i64 24
  %79 = load ptr, ptr %78, align 8, !tbaa !6
  %80 = icmp eq ptr %79, null
  %81 = getelementptr inbounds nuw i8, ptr %40, i64 32
  %82 = load ptr, ptr %81, align 8, !tbaa !20
  br i1 %80, label %85, label %83

83:                                               ; preds = %77
  %84 = getelementptr inbounds nuw i8, ptr %79, i64 32
  store ptr %82, ptr %84, align 8, !tbaa !20
  br label %86

85:                                               ; preds = %77
  store ptr %82, ptr %57, align 8, !tbaa !15
  br label %86

86:                                               ; preds = %85, %83
  %87 = icmp eq ptr %82, null
  br i1 %87, label %90, label %88

88:                                               ; preds = %86
  %89 = getelementptr inbounds nuw i8, ptr %82, i64 24
  store ptr %79, ptr %89, align 8, !tbaa !6
  br label %90

90:                                               ; preds = %88, %86
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %78, i8 0, i64 16, i1 false)
  %91 = getelementptr inbounds nuw i8, ptr %40, i64 48
  %92 = load i64, ptr %91, align 8, !tbaa !24
  %93 = add i64 %92, -32768
  %94 = icmp ult i64 %93, 134184961
  br i1 %94, label %95, label %98, !prof !5

95:                                               ; preds = %90
  %96 = tail call fastcc i32 @keep_block(ptr noundef nonnull %40)
  %97 = icmp eq i32 %96, 0
  br i1 %97, label %98, label %138

98:                                               ; preds = %95, %90
  %99 = getelementptr inbounds nuw i8, ptr %40, i64 56
  %100 = load ptr, ptr %99, align 8, !tbaa !23
  tail call void @free(ptr noundef %100) #37
  br label %138

101:                                              ; preds = %63, %134
  %102 = phi i64 [ %135, %134 ], [ 0, %63 ]
  %103 = phi i64 [ %136, %134 ], [ 0, %63 ]
  %104 = mul nuw nsw i64 %103, 24
  %105 = getelementptr inbounds nuw i8, ptr %41, i64 %104
  %106 = getelementptr inbounds nuw i8, ptr %105, i64 16
  %107 = load i64, ptr %106, align 8, !tbaa !24
  %108 = icmp eq i64 %107, 0
  br i1 %108, label %134, label %109

109:                                              ; preds = %101
  %110 = load ptr, ptr %13, align 8, !tbaa !58
  %111 = mul nsw i64 %102, 24
  %112 = getelementptr inbounds i8, ptr %110, i64 %111
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %112, ptr noundef nonnull align 8 dereferenceable(24) %105, i64 24, i1 false)
  %113 = load i64, ptr %105, align 8, !tbaa !24
  %114 = load i64, ptr %35, align 8, !tbaa !61
  %115 = add nsw i64 %114, 1
  store i64 %115, ptr %35, align 8, !tbaa !61
  %116 = load i64, ptr %4, align 8, !tbaa !60
  %117 = shl i64 %116, 1
  %118 = add i64 %117, -1
  %119 = mul i64 %113, -7046029254386353131
  %120 = lshr i64 %119, 32
  %121 = xor i64 %120, %119
  %122 = load ptr, ptr %11, align 8, !tbaa !59
  br label %123

123:                                              ; preds = %123, %109
  %124 = phi i64 [ %121, %109 ], [ %129, %123 ]
  %125 = and i64 %124, %118
  %126 = getelementptr inbounds nuw i32, ptr %122, i64 %125
  %127 = load i32, ptr %126, align 4, !tbaa !37
  %128 = icmp sgt i32 %127, 0
  %129 = add i64 %125, 1
  br i1 %128, label %123, label %130, !llvm.loop !66

130:                                              ; preds = %123
  %131 = getelementptr inbounds nuw i32, ptr %122, i64 %125
  %132 = trunc i64 %114 to i32
  %133 = add i32 %132, 1
  store i32 %133, ptr %131, align 4, !tbaa !37
  br label %134

134:                                              ; preds = %130, %101
  %135 = phi i64 [ %102, %101 ], [ %115, %130 ]
  %136 = add nuw nsw i64 %103, 1
  %137 = icmp eq i64 %136, %5
  br i1 %137, label %68, label %101, !llvm.loop !67

138:                                              ; preds = %98, %95, %73, %68, %34
  %139 = load i64, ptr %35, align 8, !tbaa !61
  %140 = load ptr, ptr %13, align 8, !tbaa !58
  %141 = mul nsw i64 %139, 24
  %142 = getelementptr inbounds i8, ptr %140, i64 %141
  store i64 %2, ptr %142, align 8, !tbaa !24
  %143 = getelementptr inbounds nuw i8, ptr %142, i64 8
  store i64 0, ptr %143, align 8, !tbaa !24
  %144 = getelementptr inbounds nuw i8, ptr %142, i64 16
  store i64 1, ptr %144, align 8, !tbaa !24
  %145 = load i64, ptr %35, align 8, !tbaa !61
  %146 = add nsw i64 %145, 1
  store i64 %146, ptr %35, align 8, !tbaa !61
  %147 = load i64, ptr %4, align 8, !tbaa !60
  %148 = shl i64 %147, 1
  %149 = add i64 %148, -1
  %150 = load ptr, ptr %11, align 8, !tbaa !59
  br label %151

151:                                              ; preds = %151, %138
  %152 = phi i64 [ %10, %138 ], [ %157, %151 ]
  %153 = and i64 %152, %149
  %154 = getelementptr inbounds nuw i32, ptr %150, i64 %153
  %155 = load i32, ptr %154, align 4, !tbaa !37
  %156 = icmp sgt i32 %155, 0
  %157 = add i64 %153, 1
  br i1 %156, label %151, label %158, !llvm.loop !66

158:                                              ; preds = %151
  %159 = getelementptr inbounds nuw i32, ptr %150, i64 %153
  %160 = trunc i64 %145 to i32
  %161 = add i32 %160, 1
  store i32 %161, ptr %159, align 4, !tbaa !37
  %162 = load i64, ptr %1, align 8, !tbaa !64
  %163 = add nsw i64 %162, 1
  store i64 %163, ptr %1, align 8, !tbaa !64
  br label %164

164:                                              ; preds = %54, %49, %31, %158
  %165 = phi ptr [ %143, %158 ], [ %33, %31 ], [ null, %49 ], [ null, %54 ]
  ret ptr %165
}

; Function Attrs: nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none) uwtable(sync)
define range(i32 0, 2) i32 @noodle_map_delete(ptr nocapture noundef %0, i64 noundef %1) local_unnamed_addr #20 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %4 = load i64, ptr %3, align 8, !tbaa !60
  %5 = shl i64 %4, 1
  %6 = add i64 %5, -1
  %7 = mul i64 %1, -7046029254386353131
  %8 = lshr i64 %7, 32
  %9 = xor i64 %8, %7
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %11 = load ptr, ptr %10, align 8, !tbaa !59
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 40
  br label %13

13:                                               ; preds = %26, %2
  %14 = phi i64 [ %9, %2 ], [ %27, %26 ]
  %15 = and i64 %14, %6
  %16 = getelementptr inbounds nuw i32, ptr %11, i64 %15
  %17 = load i32, ptr %16, align 4, !tbaa !37
  switch i32 %17, label %18 [
    i32 0, label %36
    i32 -1, label %26
  ]

18:                                               ; preds = %13
  %19 = add nsw i32 %17, -1
  %20 = sext i32 %19 to i64
  %21 = load ptr, ptr %12, align 8, !tbaa !58
  %22 = mul nsw i64 %20, 24
  %23 = getelementptr inbounds i8, ptr %21, i64 %22
  %24 = load i64, ptr %23, align 8, !tbaa !24
  %25 = icmp eq i64 %24, %1
  br i1 %25, label %28, label %26

26:                                               ; preds = %18, %13
  %27 = add i64 %15, 1
  br label %13

28:                                               ; preds = %18
  %29 = icmp slt i64 %15, 0
  br i1 %29, label %36, label %30

30:                                               ; preds = %28
  %31 = getelementptr inbounds i8, ptr %21, i64 %22
  %32 = getelementptr inbounds nuw i32, ptr %11, i64 %15
  %33 = getelementptr inbounds nuw i8, ptr %31, i64 16
  store i64 0, ptr %33, align 8, !tbaa !24
  store i32 -1, ptr %32, align 4, !tbaa !37
  %34 = load i64, ptr %0, align 8, !tbaa !64
  %35 = add nsw i64 %34, -1
  store i64 %35, ptr %0, align 8, !tbaa !64
  br label %36

36:                                               ; preds = %13, %28, %30
  %37 = phi i32 [ 1, %30 ], [ 0, %28 ], [ %17, %13 ]
  ret i32 %37
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none) uwtable(sync)
define range(i64 -9223372036854775808, 9223372036854775807) i64 @noodle_map_next(ptr nocapture noundef readonly %0, i64 noundef %1, ptr nocapture noundef writeonly %2, ptr nocapture noundef writeonly %3) local_unnamed_addr #22 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %6 = load i64, ptr %5, align 8, !tbaa !61
  %7 = icmp slt i64 %1, %6
  br i1 %7, label %8, label %25

8:                                                ; preds = %4
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %10 = load ptr, ptr %9, align 8, !tbaa !58
  br label %11

11:                                               ; preds = %8, %22
  %12 = phi i64 [ %1, %8 ], [ %23, %22 ]
  %13 = mul nsw i64 %12, 24
  %14 = getelementptr inbounds i8, ptr %10, i64 %13
  %15 = getelementptr inbounds nuw i8, ptr %14, i64 16
  %16 = load i64, ptr %15, align 8, !tbaa !24
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %22, label %18

18:                                               ; preds = %11
  %19 = load i64, ptr %14, align 8, !tbaa !24
  store i64 %19, ptr %2, align 8, !tbaa !24
  %20 = getelementptr inbounds nuw i8, ptr %14, i64 8
  %21 = load i64, ptr %20, align 8, !tbaa !24
  store i64 %21, ptr %3, align 8, !tbaa !24
  br label %25

22:                                               ; preds = %11
  %23 = add i64 %12, 1
  %24 = icmp eq i64 %23, %6
  br i1 %24, label %25, label %11, !llvm.loop !68

25:                                               ; preds = %22, %4, %18
  %26 = phi i64 [ %12, %18 ], [ -1, %4 ], [ -1, %22 ]
  ret i64 %26
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none) uwtable(sync)
define void @noodle_map_clear(ptr nocapture noundef initializes((0, 16)) %0) local_unnamed_addr #19 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %3 = load ptr, ptr %2, align 8, !tbaa !57
  %4 = getelementptr inbounds nuw i8, ptr %3, i64 8
  %5 = load ptr, ptr %4, align 8, !tbaa !26
  %6 = getelementptr inbounds nuw i8, ptr %3, i64 40
  %7 = load i64, ptr %6, align 8, !tbaa !27
  tail call void @llvm.memset.p0.i64(ptr align 1 %5, i8 0, i64 %7, i1 false)
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 56
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %0, i8 0, i64 16, i1 false)
  %9 = load i64, ptr %8, align 8, !tbaa !65
  %10 = add nsw i64 %9, 1
  store i64 %10, ptr %8, align 8, !tbaa !65
  ret void
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr nocapture writeonly, i8, i64, i1 immarg) #23

; Function Attrs: nounwind uwtable(sync)
define void @noodle_map_free(ptr nocapture noundef writeonly %0, ptr noundef readonly %1) local_unnamed_addr #0 {
  %3 = icmp eq ptr %1, null
  br i1 %3, label %70, label %4

4:                                                ; preds = %2
  %5 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %6 = load ptr, ptr %5, align 8, !tbaa !57
  %7 = icmp eq ptr %6, null
  br i1 %7, label %37, label %8

8:                                                ; preds = %4
  %9 = load i64, ptr %6, align 8, !tbaa !25
  %10 = add nsw i64 %9, -1
  store i64 %10, ptr %6, align 8, !tbaa !25
  %11 = icmp sgt i64 %9, 1
  br i1 %11, label %37, label %12

12:                                               ; preds = %8
  %13 = getelementptr inbounds nuw i8, ptr %6, i64 24
  %14 = load ptr, ptr %13, align 8, !tbaa !6
  %15 = icmp eq ptr %14, null
  %16 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %17 = load ptr, ptr %16, align 8, !tbaa !20
  br i1 %15, label %20, label %18

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %14, i64 32
  store ptr %17, ptr %19, align 8, !tbaa !20
  br label %22

20:                                               ; preds = %12
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 112
  store ptr %17, ptr %21, align 8, !tbaa !15
  br label %22

22:                                               ; preds = %20, %18
  %23 = icmp eq ptr %17, null
  br i1 %23, label %26, label %24

24:                                               ; preds = %22
  %25 = getelementptr inbounds nuw i8, ptr %17, i64 24
  store ptr %14, ptr %25, align 8, !tbaa !6
  br label %26

26:                                               ; preds = %24, %22
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %13, i8 0, i64 16, i1 false)
  %27 = getelementptr inbounds nuw i8, ptr %6, i64 48
  %28 = load i64, ptr %27, align 8, !tbaa !24
  %29 = add i64 %28, -32768
  %30 = icmp ult i64 %29, 134184961
  br i1 %30, label %31, label %34, !prof !5

31:                                               ; preds = %26
  %32 = tail call fastcc i32 @keep_block(ptr noundef nonnull %6)
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %37

34:                                               ; preds = %31, %26
  %35 = getelementptr inbounds nuw i8, ptr %6, i64 56
  %36 = load ptr, ptr %35, align 8, !tbaa !23
  tail call void @free(ptr noundef %36) #37
  br label %37

37:                                               ; preds = %4, %8, %31, %34
  %38 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %39 = load ptr, ptr %38, align 8, !tbaa !54
  %40 = icmp eq ptr %39, null
  br i1 %40, label %70, label %41

41:                                               ; preds = %37
  %42 = load i64, ptr %39, align 8, !tbaa !25
  %43 = add nsw i64 %42, -1
  store i64 %43, ptr %39, align 8, !tbaa !25
  %44 = icmp sgt i64 %42, 1
  br i1 %44, label %70, label %45

45:                                               ; preds = %41
  %46 = getelementptr inbounds nuw i8, ptr %39, i64 24
  %47 = load ptr, ptr %46, align 8, !tbaa !6
  %48 = icmp eq ptr %47, null
  %49 = getelementptr inbounds nuw i8, ptr %39, i64 32
  %50 = load ptr, ptr %49, align 8, !tbaa !20
  br i1 %48, label %53, label %51

51:                                               ; preds = %45
  %52 = getelementptr inbounds nuw i8, ptr %47, i64 32
  store ptr %50, ptr %52, align 8, !tbaa !20
  br label %55

53:                                               ; preds = %45
  %54 = getelementptr inbounds nuw i8, ptr %0, i64 112
  store ptr %50, ptr %54, align 8, !tbaa !15
  br label %55

55:                                               ; preds = %53, %51
  %56 = icmp eq ptr %50, null
  br i1 %56, label %59, label %57

57:                                               ; preds = %55
  %58 = getelementptr inbounds nuw i8, ptr %50, i64 24
  store ptr %47, ptr %58, align 8, !tbaa !6
  br label %59

59:                                               ; preds = %57, %55
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %46, i8 0, i64 16, i1 false)
  %60 = getelementptr inbounds nuw i8, ptr %39, i64 48
  %61 = load i64, ptr %60, align 8, !tbaa !24
  %62 = add i64 %61, -32768
  %63 = icmp ult i64 %62, 134184961
  br i1 %63, label %64, label %67, !prof !5

64:                                               ; preds = %59
  %65 = tail call fastcc i32 @keep_block(ptr noundef nonnull %39)
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %67, label %70

67:                                               ; preds = %64, %59
  %68 = getelementptr inbounds nuw i8, ptr %39, i64 56
  %69 = load ptr, ptr %68, align 8, !tbaa !23
  tail call void @free(ptr noundef %69) #37
  br label %70

70:                                               ; preds = %67, %64, %41, %37, %2
  ret void
}

; Function Attrs: nounwind uwtable(sync)
define range(i32 0, 2) i32 @noodle_sort(ptr nocapture noundef writeonly %0, i64 noundef %1, ptr noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = icmp sgt i64 %3, 1
  br i1 %6, label %7, label %24

7:                                                ; preds = %5
  %8 = icmp eq i64 %4, 0
  %9 = getelementptr inbounds [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 336), i64 0, i64 %1
  %10 = load ptr, ptr %9, align 8, !tbaa !69
  %11 = getelementptr inbounds nuw i8, ptr %10, i64 264
  %12 = select i1 %8, i64 0, i64 2
  %13 = getelementptr inbounds nuw [3 x ptr], ptr %11, i64 0, i64 %12
  %14 = load ptr, ptr %13, align 8, !tbaa !69
  %15 = getelementptr inbounds [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 440), i64 0, i64 %1
  %16 = load ptr, ptr %15, align 8, !tbaa !70
  %17 = tail call i32 %14(ptr noundef %2, i64 noundef %3, ptr noundef %16) #37
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %24, label %19

19:                                               ; preds = %7
  %20 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 576), align 8, !tbaa !24
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 40
  store i64 %20, ptr %21, align 8, !tbaa !28
  %22 = shl nsw i64 %3, 3
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 %22, ptr %23, align 8, !tbaa !24
  br label %24

24:                                               ; preds = %5, %7, %19
  %25 = phi i32 [ 1, %19 ], [ 0, %7 ], [ 0, %5 ]
  ret i32 %25
}

; Function Attrs: nounwind uwtable(sync)
define range(i32 0, 2) i32 @noodle_argsort(ptr nocapture noundef writeonly %0, i64 noundef %1, ptr noundef %2, ptr noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = getelementptr inbounds [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 336), i64 0, i64 %1
  %8 = load ptr, ptr %7, align 8, !tbaa !69
  %9 = getelementptr inbounds nuw i8, ptr %8, i64 288
  %10 = icmp eq i64 %5, 0
  %11 = select i1 %10, i64 0, i64 2
  %12 = getelementptr inbounds nuw [3 x ptr], ptr %9, i64 0, i64 %11
  %13 = load ptr, ptr %12, align 8, !tbaa !69
  %14 = icmp sgt i64 %4, 0
  br i1 %14, label %15, label %63

15:                                               ; preds = %6
  %16 = and i64 %4, 7
  %17 = icmp ult i64 %4, 8
  br i1 %17, label %20, label %18

18:                                               ; preds = %15
  %19 = and i64 %4, 9223372036854775800
  br label %32

20:                                               ; preds = %32, %15
  %21 = phi i64 [ 0, %15 ], [ %50, %32 ]
  %22 = icmp eq i64 %16, 0
  br i1 %22, label %30, label %23

23:                                               ; preds = %20, %23
  %24 = phi i64 [ %27, %23 ], [ %21, %20 ]
  %25 = phi i64 [ %28, %23 ], [ 0, %20 ]
  %26 = getelementptr inbounds nuw i64, ptr %3, i64 %24
  store i64 %24, ptr %26, align 8, !tbaa !24
  %27 = add nuw nsw i64 %24, 1
  %28 = add i64 %25, 1
  %29 = icmp eq i64 %28, %16
  br i1 %29, label %30, label %23, !llvm.loop !71

30:                                               ; preds = %23, %20
  %31 = icmp eq i64 %4, 1
  br i1 %31, label %63, label %53

32:                                               ; preds = %32, %18
  %33 = phi i64 [ 0, %18 ], [ %50, %32 ]
  %34 = phi i64 [ 0, %18 ], [ %51, %32 ]
  %35 = getelementptr inbounds nuw i64, ptr %3, i64 %33
  store i64 %33, ptr %35, align 8, !tbaa !24
  %36 = or disjoint i64 %33, 1
  %37 = getelementptr inbounds nuw i64, ptr %3, i64 %36
  store i64 %36, ptr %37, align 8, !tbaa !24
  %38 = or disjoint i64 %33, 2
  %39 = getelementptr inbounds nuw i64, ptr %3, i64 %38
  store i64 %38, ptr %39, align 8, !tbaa !24
  %40 = or disjoint i64 %33, 3
  %41 = getelementptr inbounds nuw i64, ptr %3, i64 %40
  store i64 %40, ptr %41, align 8, !tbaa !24
  %42 = or disjoint i64 %33, 4
  %43 = getelementptr inbounds nuw i64, ptr %3, i64 %42
  store i64 %42, ptr %43, align 8, !tbaa !24
  %44 = or disjoint i64 %33, 5
  %45 = getelementptr inbounds nuw i64, ptr %3, i64 %44
  store i64 %44, ptr %45, align 8, !tbaa !24
  %46 = or disjoint i64 %33, 6
  %47 = getelementptr inbounds nuw i64, ptr %3, i64 %46
  store i64 %46, ptr %47, align 8, !tbaa !24
  %48 = or disjoint i64 %33, 7
  %49 = getelementptr inbounds nuw i64, ptr %3, i64 %48
  store i64 %48, ptr %49, align 8, !tbaa !24
  %50 = add nuw nsw i64 %33, 8
  %51 = add i64 %34, 8
  %52 = icmp eq i64 %51, %19
  br i1 %52, label %20, label %32, !llvm.loop !73

53:                                               ; preds = %30
  %54 = getelementptr inbounds [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 440), i64 0, i64 %1
  %55 = load ptr, ptr %54, align 8, !tbaa !70
  %56 = tail call i32 %13(ptr noundef %2, ptr noundef nonnull %3, i64 noundef %4, ptr noundef %55) #37
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %63, label %58

58:                                               ; preds = %53
  %59 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 576), align 8, !tbaa !24
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 40
  store i64 %59, ptr %60, align 8, !tbaa !28
  %61 = shl nsw i64 %4, 3
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 %61, ptr %62, align 8, !tbaa !24
  br label %63

63:                                               ; preds = %6, %30, %53, %58
  %64 = phi i32 [ 1, %58 ], [ 0, %53 ], [ 0, %30 ], [ 0, %6 ]
  ret i32 %64
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read) uwtable(sync)
define range(i64 0, -9223372036854775808) i64 @noodle_search_f64(ptr nocapture noundef readonly %0, i64 noundef %1, double noundef %2, i64 noundef %3) local_unnamed_addr #3 {
  %5 = icmp sgt i64 %1, 0
  br i1 %5, label %6, label %33

6:                                                ; preds = %4
  %7 = icmp eq i64 %3, 0
  %8 = fcmp uno double %2, 0.000000e+00
  br label %9

9:                                                ; preds = %6, %25
  %10 = phi i64 [ %1, %6 ], [ %31, %25 ]
  %11 = phi i64 [ 0, %6 ], [ %28, %25 ]
  %12 = lshr i64 %10, 1
  %13 = add nuw nsw i64 %12, %11
  %14 = getelementptr inbounds nuw double, ptr %0, i64 %13
  %15 = load double, ptr %14, align 8, !tbaa !39
  %16 = fcmp ord double %15, 0.000000e+00
  br i1 %7, label %21, label %17

17:                                               ; preds = %9
  %18 = fcmp uge double %2, %15
  %19 = or i1 %8, %16
  %20 = and i1 %18, %19
  br label %25

21:                                               ; preds = %9
  %22 = fcmp olt double %15, %2
  %23 = and i1 %8, %16
  %24 = or i1 %22, %23
  br label %25

25:                                               ; preds = %21, %17
  %26 = phi i1 [ %20, %17 ], [ %24, %21 ]
  %27 = add nuw nsw i64 %13, 1
  %28 = select i1 %26, i64 %27, i64 %11
  %29 = xor i64 %12, -1
  %30 = add nsw i64 %10, %29
  %31 = select i1 %26, i64 %30, i64 %12
  %32 = icmp sgt i64 %31, 0
  br i1 %32, label %9, label %33, !llvm.loop !74

33:                                               ; preds = %25, %4
  %34 = phi i64 [ 0, %4 ], [ %28, %25 ]
  ret i64 %34
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read) uwtable(sync)
define range(i64 0, -9223372036854775808) i64 @noodle_search_i64(ptr nocapture noundef readonly %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #3 {
  %5 = icmp sgt i64 %1, 0
  br i1 %5, label %6, label %24

6:                                                ; preds = %4
  %7 = icmp eq i64 %3, 0
  br label %8

8:                                                ; preds = %6, %8
  %9 = phi i64 [ %1, %6 ], [ %22, %8 ]
  %10 = phi i64 [ 0, %6 ], [ %19, %8 ]
  %11 = lshr i64 %9, 1
  %12 = add nuw nsw i64 %11, %10
  %13 = getelementptr inbounds nuw i64, ptr %0, i64 %12
  %14 = load i64, ptr %13, align 8, !tbaa !24
  %15 = icmp sle i64 %14, %2
  %16 = icmp slt i64 %14, %2
  %17 = select i1 %7, i1 %16, i1 %15
  %18 = add nuw nsw i64 %12, 1
  %19 = select i1 %17, i64 %18, i64 %10
  %20 = xor i64 %11, -1
  %21 = add nsw i64 %9, %20
  %22 = select i1 %17, i64 %21, i64 %11
  %23 = icmp sgt i64 %22, 0
  br i1 %23, label %8, label %24, !llvm.loop !75

24:                                               ; preds = %8, %4
  %25 = phi i64 [ 0, %4 ], [ %19, %8 ]
  ret i64 %25
}

; Function Attrs: nounwind uwtable(sync)
define range(i32 0, 2) i32 @noodle_select_f64(ptr nocapture noundef %0, ptr noundef readonly %1, i64 noundef %2, i64 noundef %3, ptr nocapture noundef writeonly %4) local_unnamed_addr #0 {
  %6 = alloca [1024 x double], align 16
  %7 = shl nsw i64 %2, 3
  %8 = tail call fastcc ptr @new_block(i64 noundef %7, i32 noundef 0)
  %9 = icmp eq ptr %8, null
  br i1 %9, label %10, label %11, !prof !5

10:                                               ; preds = %5
  tail call fastcc void @no_memory(ptr noundef %0, i64 noundef %7)
  br label %209

11:                                               ; preds = %5
  %12 = getelementptr inbounds nuw i8, ptr %8, i64 24
  store ptr null, ptr %12, align 8, !tbaa !6
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %14 = load ptr, ptr %13, align 8, !tbaa !15
  %15 = getelementptr inbounds nuw i8, ptr %8, i64 32
  store ptr %14, ptr %15, align 8, !tbaa !20
  %16 = icmp eq ptr %14, null
  br i1 %16, label %19, label %17

17:                                               ; preds = %11
  %18 = getelementptr inbounds nuw i8, ptr %14, i64 24
  store ptr %8, ptr %18, align 8, !tbaa !6
  br label %19

19:                                               ; preds = %17, %11
  store ptr %8, ptr %13, align 8, !tbaa !15
  %20 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %21 = load ptr, ptr %20, align 8, !tbaa !26
  %22 = icmp sgt i64 %2, 2048
  br i1 %22, label %23, label %118

23:                                               ; preds = %19, %115
  %24 = phi ptr [ %21, %115 ], [ %1, %19 ]
  %25 = phi i64 [ %99, %115 ], [ %2, %19 ]
  %26 = phi i64 [ %116, %115 ], [ %3, %19 ]
  call void @llvm.lifetime.start.p0(i64 8192, ptr nonnull %6) #37
  %27 = zext nneg i64 %25 to i128
  br label %39

28:                                               ; preds = %39
  %29 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 416), align 8, !tbaa !69
  %30 = getelementptr inbounds nuw i8, ptr %29, i64 264
  %31 = load ptr, ptr %30, align 8, !tbaa !69
  %32 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 520), align 8, !tbaa !70
  %33 = call i32 %31(ptr noundef nonnull %6, i64 noundef 1024, ptr noundef %32) #37
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %58, label %35

35:                                               ; preds = %28
  %36 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 576), align 8, !tbaa !24
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 40
  store i64 %36, ptr %37, align 8, !tbaa !28
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 8192, ptr %38, align 8, !tbaa !24
  call void @llvm.lifetime.end.p0(i64 8192, ptr nonnull %6) #37
  br label %182

39:                                               ; preds = %39, %23
  %40 = phi i64 [ 0, %23 ], [ %56, %39 ]
  %41 = zext nneg i64 %40 to i128
  %42 = mul nuw nsw i128 %41, %27
  %43 = lshr i128 %42, 10
  %44 = trunc nuw i128 %43 to i64
  %45 = getelementptr inbounds nuw double, ptr %24, i64 %44
  %46 = load double, ptr %45, align 8, !tbaa !39
  %47 = getelementptr inbounds nuw [1024 x double], ptr %6, i64 0, i64 %40
  store double %46, ptr %47, align 16, !tbaa !39
  %48 = or disjoint i64 %40, 1
  %49 = zext nneg i64 %48 to i128
  %50 = mul nuw nsw i128 %49, %27
  %51 = lshr i128 %50, 10
  %52 = trunc nuw i128 %51 to i64
  %53 = getelementptr inbounds nuw double, ptr %24, i64 %52
  %54 = load double, ptr %53, align 8, !tbaa !39
  %55 = getelementptr inbounds nuw [1024 x double], ptr %6, i64 0, i64 %48
  store double %54, ptr %55, align 8, !tbaa !39
  %56 = add nuw nsw i64 %40, 2
  %57 = icmp eq i64 %56, 1024
  br i1 %57, label %28, label %39, !llvm.loop !76

58:                                               ; preds = %28
  %59 = sitofp i64 %26 to double
  %60 = uitofp nneg i64 %25 to double
  %61 = fdiv double %59, %60
  %62 = fmul double %61, 1.024000e+03
  %63 = fptosi double %62 to i64
  %64 = add nsw i64 %63, 64
  %65 = icmp slt i64 %63, 64
  br i1 %65, label %71, label %66

66:                                               ; preds = %58
  %67 = add nsw i64 %63, -64
  %68 = getelementptr inbounds nuw [1024 x double], ptr %6, i64 0, i64 %67
  %69 = load double, ptr %68, align 8, !tbaa !39
  %70 = icmp samesign ugt i64 %63, 959
  br i1 %70, label %75, label %71

71:                                               ; preds = %66, %58
  %72 = phi double [ %69, %66 ], [ 0xFFF0000000000000, %58 ]
  %73 = getelementptr inbounds [1024 x double], ptr %6, i64 0, i64 %64
  %74 = load double, ptr %73, align 8, !tbaa !39
  br label %75

75:                                               ; preds = %71, %66
  %76 = phi double [ %74, %71 ], [ 0x7FF0000000000000, %66 ]
  %77 = phi double [ %72, %71 ], [ %69, %66 ]
  call void @llvm.lifetime.end.p0(i64 8192, ptr nonnull %6) #37
  %78 = call i64 @llvm.umax.i64(i64 %25, i64 1)
  br label %81

79:                                               ; preds = %81
  %80 = icmp eq i64 %94, %25
  br i1 %80, label %104, label %102

81:                                               ; preds = %81, %75
  %82 = phi i64 [ %100, %81 ], [ 0, %75 ]
  %83 = phi i64 [ %94, %81 ], [ 0, %75 ]
  %84 = phi i64 [ %99, %81 ], [ 0, %75 ]
  %85 = phi i64 [ %91, %81 ], [ 0, %75 ]
  %86 = getelementptr inbounds nuw double, ptr %24, i64 %82
  %87 = load double, ptr %86, align 8, !tbaa !39
  %88 = getelementptr inbounds nuw double, ptr %21, i64 %84
  store double %87, ptr %88, align 8, !tbaa !39
  %89 = fcmp olt double %87, %77
  %90 = zext i1 %89 to i64
  %91 = add nuw nsw i64 %85, %90
  %92 = fcmp ord double %87, 0.000000e+00
  %93 = zext i1 %92 to i64
  %94 = add nuw nsw i64 %83, %93
  %95 = fcmp oge double %87, %77
  %96 = fcmp ole double %87, %76
  %97 = and i1 %95, %96
  %98 = zext i1 %97 to i64
  %99 = add nuw nsw i64 %84, %98
  %100 = add nuw nsw i64 %82, 1
  %101 = icmp eq i64 %100, %78
  br i1 %101, label %79, label %81, !llvm.loop !77

102:                                              ; preds = %79
  %103 = getelementptr inbounds nuw i8, ptr %4, i64 8
  store double 0x7FF8000000000000, ptr %103, align 8, !tbaa !39
  store double 0x7FF8000000000000, ptr %4, align 8, !tbaa !39
  br label %182

104:                                              ; preds = %79
  %105 = icmp slt i64 %26, %91
  br i1 %105, label %154, label %106

106:                                              ; preds = %104
  %107 = add nsw i64 %26, 1
  %108 = icmp slt i64 %107, %25
  %109 = select i1 %108, i64 %107, i64 %26
  %110 = add nuw nsw i64 %99, %91
  %111 = icmp sge i64 %109, %110
  %112 = lshr i64 %25, 1
  %113 = icmp samesign ugt i64 %99, %112
  %114 = select i1 %111, i1 true, i1 %113
  br i1 %114, label %154, label %115

115:                                              ; preds = %106
  %116 = sub nsw i64 %26, %91
  %117 = icmp samesign ugt i64 %99, 2048
  br i1 %117, label %23, label %121

118:                                              ; preds = %19
  %119 = icmp eq ptr %1, %21
  br i1 %119, label %121, label %120

120:                                              ; preds = %118
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %21, ptr readonly align 8 %1, i64 %7, i1 false)
  br label %121

121:                                              ; preds = %115, %120, %118
  %122 = phi i64 [ %2, %120 ], [ %2, %118 ], [ %99, %115 ]
  %123 = phi i64 [ %3, %120 ], [ %3, %118 ], [ %116, %115 ]
  %124 = icmp sgt i64 %122, 1
  br i1 %124, label %125, label %137

125:                                              ; preds = %121
  %126 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 416), align 8, !tbaa !69
  %127 = getelementptr inbounds nuw i8, ptr %126, i64 264
  %128 = load ptr, ptr %127, align 8, !tbaa !69
  %129 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 520), align 8, !tbaa !70
  %130 = call i32 %128(ptr noundef %21, i64 noundef %122, ptr noundef %129) #37
  %131 = icmp eq i32 %130, 0
  br i1 %131, label %137, label %132

132:                                              ; preds = %125
  %133 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 576), align 8, !tbaa !24
  %134 = getelementptr inbounds nuw i8, ptr %0, i64 40
  store i64 %133, ptr %134, align 8, !tbaa !28
  %135 = shl nuw nsw i64 %122, 3
  %136 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 %135, ptr %136, align 8, !tbaa !24
  br label %182

137:                                              ; preds = %125, %121
  %138 = getelementptr double, ptr %21, i64 %122
  %139 = getelementptr i8, ptr %138, i64 -8
  %140 = load double, ptr %139, align 8, !tbaa !39
  %141 = fcmp ord double %140, 0.000000e+00
  br i1 %141, label %142, label %150

142:                                              ; preds = %137
  %143 = getelementptr inbounds double, ptr %21, i64 %123
  %144 = load double, ptr %143, align 8, !tbaa !39
  store double %144, ptr %4, align 8, !tbaa !39
  %145 = add nsw i64 %123, 1
  %146 = icmp slt i64 %145, %122
  %147 = select i1 %146, i64 %145, i64 %123
  %148 = getelementptr inbounds double, ptr %21, i64 %147
  %149 = load double, ptr %148, align 8, !tbaa !39
  br label %151

150:                                              ; preds = %137
  store double %140, ptr %4, align 8, !tbaa !39
  br label %151

151:                                              ; preds = %150, %142
  %152 = phi double [ %149, %142 ], [ %140, %150 ]
  %153 = getelementptr inbounds nuw i8, ptr %4, i64 8
  store double %152, ptr %153, align 8, !tbaa !39
  br label %182

154:                                              ; preds = %106, %104
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 8 %21, ptr align 8 %1, i64 %7, i1 false)
  %155 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 416), align 8, !tbaa !69
  %156 = getelementptr inbounds nuw i8, ptr %155, i64 264
  %157 = load ptr, ptr %156, align 8, !tbaa !69
  %158 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 520), align 8, !tbaa !70
  %159 = call i32 %157(ptr noundef nonnull %21, i64 noundef %2, ptr noundef %158) #37
  %160 = icmp eq i32 %159, 0
  br i1 %160, label %165, label %161

161:                                              ; preds = %154
  %162 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 576), align 8, !tbaa !24
  %163 = getelementptr inbounds nuw i8, ptr %0, i64 40
  store i64 %162, ptr %163, align 8, !tbaa !28
  %164 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 %7, ptr %164, align 8, !tbaa !24
  br label %182

165:                                              ; preds = %154
  %166 = getelementptr double, ptr %21, i64 %2
  %167 = getelementptr i8, ptr %166, i64 -8
  %168 = load double, ptr %167, align 8, !tbaa !39
  %169 = fcmp ord double %168, 0.000000e+00
  br i1 %169, label %170, label %178

170:                                              ; preds = %165
  %171 = getelementptr inbounds double, ptr %21, i64 %3
  %172 = load double, ptr %171, align 8, !tbaa !39
  store double %172, ptr %4, align 8, !tbaa !39
  %173 = add nsw i64 %3, 1
  %174 = icmp slt i64 %173, %2
  %175 = select i1 %174, i64 %173, i64 %3
  %176 = getelementptr inbounds double, ptr %21, i64 %175
  %177 = load double, ptr %176, align 8, !tbaa !39
  br label %179

178:                                              ; preds = %165
  store double %168, ptr %4, align 8, !tbaa !39
  br label %179

179:                                              ; preds = %178, %170
  %180 = phi double [ %177, %170 ], [ %168, %178 ]
  %181 = getelementptr inbounds nuw i8, ptr %4, i64 8
  store double %180, ptr %181, align 8, !tbaa !39
  br label %182

182:                                              ; preds = %102, %35, %132, %151, %161, %179
  %183 = phi i32 [ 0, %179 ], [ 1, %161 ], [ 0, %102 ], [ 1, %35 ], [ 1, %132 ], [ 0, %151 ]
  %184 = load i64, ptr %8, align 8, !tbaa !25
  %185 = add nsw i64 %184, -1
  store i64 %185, ptr %8, align 8, !tbaa !25
  %186 = icmp sgt i64 %184, 1
  br i1 %186, label %209, label %187

187:                                              ; preds = %182
  %188 = load ptr, ptr %12, align 8, !tbaa !6
  %189 = icmp eq ptr %188, null
  %190 = load ptr, ptr %15, align 8, !tbaa !20
  br i1 %189, label %193, label %191

191:                                              ; preds = %187
  %192 = getelementptr inbounds nuw i8, ptr %188, i64 32
  store ptr %190, ptr %192, align 8, !tbaa !20
  br label %194

193:                                              ; preds = %187
  store ptr %190, ptr %13, align 8, !tbaa !15
  br label %194

194:                                              ; preds = %193, %191
  %195 = icmp eq ptr %190, null
  br i1 %195, label %198, label %196

196:                                              ; preds = %194
  %197 = getelementptr inbounds nuw i8, ptr %190, i64 24
  store ptr %188, ptr %197, align 8, !tbaa !6
  br label %198

198:                                              ; preds = %196, %194
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %12, i8 0, i64 16, i1 false)
  %199 = getelementptr inbounds nuw i8, ptr %8, i64 48
  %200 = load i64, ptr %199, align 8, !tbaa !24
  %201 = add i64 %200, -32768
  %202 = icmp ult i64 %201, 134184961
  br i1 %202, label %203, label %206, !prof !5

203:                                              ; preds = %198
  %204 = call fastcc i32 @keep_block(ptr noundef nonnull %8)
  %205 = icmp eq i32 %204, 0
  br i1 %205, label %206, label %209

206:                                              ; preds = %203, %198
  %207 = getelementptr inbounds nuw i8, ptr %8, i64 56
  %208 = load ptr, ptr %207, align 8, !tbaa !23
  call void @free(ptr noundef %208) #37
  br label %209

209:                                              ; preds = %206, %203, %182, %10
  %210 = phi i32 [ 1, %10 ], [ %183, %182 ], [ %183, %203 ], [ %183, %206 ]
  ret i32 %210
}

; Function Attrs: nounwind uwtable(sync)
define range(i32 0, 3) i32 @noodle_poll(ptr noundef %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(i64 16, ptr nonnull %2) #37
  %3 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #37
  %4 = load i64, ptr %2, align 8, !tbaa !78
  %5 = mul nsw i64 %4, 1000000000
  %6 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %7 = load i64, ptr %6, align 8, !tbaa !80
  %8 = add nsw i64 %5, %7
  call void @llvm.lifetime.end.p0(i64 16, ptr nonnull %2) #37
  %9 = icmp eq ptr %0, null
  br i1 %9, label %24, label %10

10:                                               ; preds = %1, %18
  %11 = phi ptr [ %20, %18 ], [ %0, %1 ]
  %12 = getelementptr inbounds nuw i8, ptr %11, i64 24
  %13 = load ptr, ptr %12, align 8, !tbaa !81
  %14 = icmp eq ptr %13, null
  br i1 %14, label %18, label %15

15:                                               ; preds = %10
  %16 = load atomic i64, ptr %13 monotonic, align 8
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %18, label %22

18:                                               ; preds = %15, %10
  %19 = getelementptr inbounds nuw i8, ptr %11, i64 120
  %20 = load ptr, ptr %19, align 8, !tbaa !82
  %21 = icmp eq ptr %20, null
  br i1 %21, label %24, label %10, !llvm.loop !83

22:                                               ; preds = %15
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 40
  store i64 0, ptr %23, align 8, !tbaa !28
  br label %85

24:                                               ; preds = %18, %1
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %26 = load ptr, ptr %25, align 8, !tbaa !84
  %27 = icmp eq ptr %26, null
  br i1 %27, label %28, label %42

28:                                               ; preds = %24
  %29 = load i64, ptr %0, align 8, !tbaa !85
  %30 = icmp slt i64 %29, -16384
  br i1 %30, label %40, label %31

31:                                               ; preds = %28
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %33 = load i64, ptr %32, align 8, !tbaa !86
  %34 = icmp eq i64 %33, 0
  br i1 %34, label %42, label %35

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 656
  %37 = load i64, ptr %36, align 8, !tbaa !87
  %38 = sub nsw i64 %8, %37
  %39 = icmp slt i64 %38, 40001
  br i1 %39, label %42, label %40

40:                                               ; preds = %28, %35
  %41 = call ptr @PyEval_SaveThread() #37
  store ptr %41, ptr %25, align 8, !tbaa !84
  br label %42

42:                                               ; preds = %31, %40, %35, %24
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %44 = load i64, ptr %43, align 8, !tbaa !86
  %45 = icmp eq i64 %44, 0
  br i1 %45, label %46, label %48

46:                                               ; preds = %42
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 656
  store i64 %8, ptr %47, align 8, !tbaa !87
  br label %65

48:                                               ; preds = %42
  %49 = sub nsw i64 %8, %44
  %50 = icmp sgt i64 %49, 8000000
  br i1 %50, label %51, label %57

51:                                               ; preds = %48
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 648
  %53 = load i64, ptr %52, align 8, !tbaa !88
  %54 = icmp sgt i64 %53, 16
  br i1 %54, label %55, label %65

55:                                               ; preds = %51
  %56 = lshr i64 %53, 2
  store i64 %56, ptr %52, align 8, !tbaa !88
  br label %65

57:                                               ; preds = %48
  %58 = icmp slt i64 %49, 500000
  br i1 %58, label %59, label %65

59:                                               ; preds = %57
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 648
  %61 = load i64, ptr %60, align 8, !tbaa !88
  %62 = icmp slt i64 %61, 16384
  br i1 %62, label %63, label %65

63:                                               ; preds = %59
  %64 = shl nsw i64 %61, 1
  store i64 %64, ptr %60, align 8, !tbaa !88
  br label %65

65:                                               ; preds = %63, %59, %57, %55, %51, %46
  store i64 %8, ptr %43, align 8, !tbaa !86
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 648
  %67 = load i64, ptr %66, align 8, !tbaa !88
  store i64 %67, ptr %0, align 8, !tbaa !85
  %68 = getelementptr inbounds nuw i8, ptr %0, i64 656
  %69 = load i64, ptr %68, align 8, !tbaa !87
  %70 = sub nsw i64 %8, %69
  %71 = icmp slt i64 %70, 12000000
  br i1 %71, label %85, label %72

72:                                               ; preds = %65
  store i64 %8, ptr %68, align 8, !tbaa !87
  %73 = call i64 @PyThread_get_thread_ident() #37
  %74 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 632), align 8, !tbaa !89
  %75 = icmp eq i64 %73, %74
  br i1 %75, label %76, label %85

76:                                               ; preds = %72
  %77 = load ptr, ptr %25, align 8, !tbaa !84
  %78 = icmp eq ptr %77, null
  br i1 %78, label %80, label %79

79:                                               ; preds = %76
  call void @PyEval_RestoreThread(ptr noundef nonnull %77) #37
  br label %80

80:                                               ; preds = %79, %76
  store ptr null, ptr %25, align 8, !tbaa !84
  %81 = call i32 @PyErr_CheckSignals() #37
  %82 = icmp eq i32 %81, 0
  br i1 %82, label %83, label %85

83:                                               ; preds = %80
  %84 = call ptr @PyEval_SaveThread() #37
  store ptr %84, ptr %25, align 8, !tbaa !84
  br label %85

85:                                               ; preds = %83, %80, %72, %65, %22
  %86 = phi i32 [ 1, %22 ], [ 0, %65 ], [ 0, %72 ], [ 0, %83 ], [ 2, %80 ]
  ret i32 %86
}

declare ptr @PyEval_SaveThread() local_unnamed_addr

declare i64 @PyThread_get_thread_ident() local_unnamed_addr

declare void @PyEval_RestoreThread(ptr noundef) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define i32 @noodle_parallel(ptr noundef %0, ptr noundef %1, ptr noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = load i64, ptr getelementptr inbounds nuw (i8, ptr @state, i64 648), align 8, !tbaa !92
  %7 = tail call i64 @llvm.smin.i64(i64 %6, i64 %4)
  %8 = icmp slt i64 %7, 2
  br i1 %8, label %16, label %9

9:                                                ; preds = %5
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %11 = load ptr, ptr %10, align 8, !tbaa !82
  %12 = icmp ne ptr %11, null
  %13 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 640), align 8
  %14 = icmp eq ptr %13, null
  %15 = select i1 %12, i1 true, i1 %14
  br i1 %15, label %16, label %40

16:                                               ; preds = %9, %5
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 640
  %18 = load i64, ptr %17, align 8, !tbaa !93
  %19 = icmp sgt i64 %4, 0
  br i1 %19, label %20, label %38

20:                                               ; preds = %16
  %21 = sdiv i64 %3, %4
  %22 = srem i64 %3, %4
  br label %23

23:                                               ; preds = %23, %20
  %24 = phi i64 [ 0, %20 ], [ %29, %23 ]
  store i64 %24, ptr %17, align 8, !tbaa !93
  %25 = mul nsw i64 %24, %21
  %26 = mul nsw i64 %24, %22
  %27 = sdiv i64 %26, %4
  %28 = add nsw i64 %27, %25
  %29 = add nuw nsw i64 %24, 1
  %30 = mul nsw i64 %29, %21
  %31 = mul nsw i64 %29, %22
  %32 = sdiv i64 %31, %4
  %33 = add nsw i64 %32, %30
  %34 = tail call i32 %1(ptr noundef nonnull %0, ptr noundef %2, i64 noundef %28, i64 noundef %33) #37
  %35 = icmp slt i64 %29, %4
  %36 = icmp eq i32 %34, 0
  %37 = select i1 %35, i1 %36, i1 false
  br i1 %37, label %23, label %38, !llvm.loop !94

38:                                               ; preds = %23, %16
  %39 = phi i32 [ 0, %16 ], [ %34, %23 ]
  store i64 %18, ptr %17, align 8, !tbaa !93
  br label %177

40:                                               ; preds = %9
  %41 = tail call noalias dereferenceable_or_null(768) ptr @calloc(i64 noundef 1, i64 noundef 768) #44
  %42 = tail call noalias ptr @calloc(i64 noundef %4, i64 noundef 8) #44
  %43 = icmp eq ptr %41, null
  %44 = icmp eq ptr %42, null
  %45 = or i1 %43, %44
  br i1 %45, label %46, label %67

46:                                               ; preds = %40
  tail call void @free(ptr noundef %41) #37
  tail call void @free(ptr noundef %42) #37
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 640
  %48 = load i64, ptr %47, align 8, !tbaa !93
  %49 = sdiv i64 %3, %4
  %50 = srem i64 %3, %4
  br label %51

51:                                               ; preds = %51, %46
  %52 = phi i64 [ 0, %46 ], [ %57, %51 ]
  store i64 %52, ptr %47, align 8, !tbaa !93
  %53 = mul nsw i64 %52, %49
  %54 = mul nsw i64 %52, %50
  %55 = sdiv i64 %54, %4
  %56 = add nsw i64 %55, %53
  %57 = add nuw nsw i64 %52, 1
  %58 = mul nsw i64 %57, %49
  %59 = mul nsw i64 %57, %50
  %60 = sdiv i64 %59, %4
  %61 = add nsw i64 %60, %58
  %62 = tail call i32 %1(ptr noundef nonnull %0, ptr noundef %2, i64 noundef %56, i64 noundef %61) #37
  %63 = icmp slt i64 %57, %4
  %64 = icmp eq i32 %62, 0
  %65 = select i1 %63, i1 %64, i1 false
  br i1 %65, label %51, label %66, !llvm.loop !94

66:                                               ; preds = %51
  store i64 %48, ptr %47, align 8, !tbaa !93
  br label %177

67:                                               ; preds = %40
  store ptr %0, ptr %41, align 8, !tbaa !95
  %68 = getelementptr inbounds nuw i8, ptr %41, i64 8
  store ptr %1, ptr %68, align 8, !tbaa !97
  %69 = getelementptr inbounds nuw i8, ptr %41, i64 16
  store ptr %2, ptr %69, align 8, !tbaa !98
  %70 = getelementptr inbounds nuw i8, ptr %41, i64 24
  store i64 %3, ptr %70, align 8, !tbaa !99
  %71 = getelementptr inbounds nuw i8, ptr %41, i64 48
  store i64 %4, ptr %71, align 8, !tbaa !100
  %72 = getelementptr inbounds nuw i8, ptr %41, i64 32
  store i64 %4, ptr %72, align 8, !tbaa !101
  %73 = getelementptr inbounds nuw i8, ptr %41, i64 80
  store ptr %42, ptr %73, align 8, !tbaa !102
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %75 = load ptr, ptr %74, align 8, !tbaa !84
  %76 = icmp eq ptr %75, null
  br i1 %76, label %78, label %77

77:                                               ; preds = %67
  tail call void @PyEval_RestoreThread(ptr noundef nonnull %75) #37
  br label %78

78:                                               ; preds = %77, %67
  store ptr null, ptr %74, align 8, !tbaa !84
  %79 = tail call ptr @PyCapsule_New(ptr noundef nonnull %41, ptr noundef null, ptr noundef nonnull @free_job) #37
  %80 = icmp eq ptr %79, null
  br i1 %80, label %177, label %81

81:                                               ; preds = %78
  %82 = tail call ptr @PyCMethod_New(ptr noundef nonnull @work_method, ptr noundef nonnull %79, ptr noundef null, ptr noundef null) #37
  %83 = icmp eq ptr %82, null
  br i1 %83, label %100, label %84

84:                                               ; preds = %81
  %85 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 640), align 8, !tbaa !103
  %86 = tail call ptr (ptr, ptr, ...) @_PyObject_CallFunction_SizeT(ptr noundef %85, ptr noundef nonnull @.str.4, ptr noundef nonnull %82, i64 noundef range(i64 2, -9223372036854775808) %7) #37
  %87 = load i64, ptr %82, align 8, !tbaa !104
  %88 = add nsw i64 %87, -1
  store i64 %88, ptr %82, align 8, !tbaa !104
  %89 = icmp eq i64 %88, 0
  br i1 %89, label %90, label %91

90:                                               ; preds = %84
  tail call void @_Py_Dealloc(ptr noundef nonnull %82) #37
  br label %91

91:                                               ; preds = %90, %84
  %92 = icmp eq ptr %86, null
  br i1 %92, label %100, label %93

93:                                               ; preds = %91
  %94 = load i64, ptr %86, align 8, !tbaa !104
  %95 = add nsw i64 %94, -1
  store i64 %95, ptr %86, align 8, !tbaa !104
  %96 = icmp eq i64 %95, 0
  br i1 %96, label %97, label %98

97:                                               ; preds = %93
  tail call void @_Py_Dealloc(ptr noundef nonnull %86) #37
  br label %98

98:                                               ; preds = %97, %93
  %99 = getelementptr inbounds nuw i8, ptr %41, i64 72
  store i64 1, ptr %99, align 8, !tbaa !106
  br label %112

100:                                              ; preds = %91, %81
  %101 = getelementptr inbounds nuw i8, ptr %41, i64 72
  store i64 1, ptr %101, align 8, !tbaa !106
  %102 = getelementptr inbounds nuw i8, ptr %41, i64 56
  store atomic i64 1, ptr %102 monotonic, align 8
  %103 = load i64, ptr %72, align 8, !tbaa !101
  %104 = icmp sgt i64 %103, 0
  br i1 %104, label %105, label %112

105:                                              ; preds = %100, %105
  %106 = phi i64 [ %109, %105 ], [ 0, %100 ]
  %107 = load ptr, ptr %73, align 8, !tbaa !102
  %108 = getelementptr inbounds nuw i64, ptr %107, i64 %106
  store atomic i64 1, ptr %108 monotonic, align 8
  %109 = add nuw nsw i64 %106, 1
  %110 = load i64, ptr %72, align 8, !tbaa !101
  %111 = icmp slt i64 %109, %110
  br i1 %111, label %105, label %112, !llvm.loop !107

112:                                              ; preds = %105, %100, %98
  %113 = phi i1 [ true, %100 ], [ false, %98 ], [ true, %105 ]
  %114 = getelementptr inbounds nuw i8, ptr %41, i64 64
  %115 = load i64, ptr %114, align 8, !tbaa !108
  %116 = icmp sgt i64 %115, 0
  br i1 %116, label %117, label %122

117:                                              ; preds = %112, %117
  %118 = tail call ptr @PyEval_SaveThread() #37
  %119 = tail call i32 @usleep(i32 noundef 50) #37
  tail call void @PyEval_RestoreThread(ptr noundef %118) #37
  %120 = load i64, ptr %114, align 8, !tbaa !108
  %121 = icmp sgt i64 %120, 0
  br i1 %121, label %117, label %122, !llvm.loop !109

122:                                              ; preds = %117, %112
  %123 = load ptr, ptr %41, align 8, !tbaa !95
  %124 = getelementptr inbounds nuw i8, ptr %41, i64 760
  %125 = load ptr, ptr %124, align 8, !tbaa !110
  %126 = getelementptr inbounds nuw i8, ptr %123, i64 112
  %127 = icmp eq ptr %125, null
  br i1 %127, label %140, label %128

128:                                              ; preds = %122, %128
  %129 = phi ptr [ %131, %128 ], [ %125, %122 ]
  %130 = getelementptr inbounds nuw i8, ptr %129, i64 32
  %131 = load ptr, ptr %130, align 8, !tbaa !20
  %132 = icmp eq ptr %131, null
  br i1 %132, label %133, label %128, !llvm.loop !111

133:                                              ; preds = %128
  %134 = getelementptr inbounds nuw i8, ptr %129, i64 32
  %135 = load ptr, ptr %126, align 8, !tbaa !62
  store ptr %135, ptr %134, align 8, !tbaa !20
  %136 = icmp eq ptr %135, null
  br i1 %136, label %139, label %137

137:                                              ; preds = %133
  %138 = getelementptr inbounds nuw i8, ptr %135, i64 24
  store ptr %129, ptr %138, align 8, !tbaa !6
  br label %139

139:                                              ; preds = %137, %133
  store ptr %125, ptr %126, align 8, !tbaa !62
  br label %140

140:                                              ; preds = %139, %122
  br i1 %113, label %167, label %141

141:                                              ; preds = %140
  %142 = load i64, ptr %71, align 8, !tbaa !100
  %143 = load i64, ptr %72, align 8, !tbaa !101
  %144 = icmp slt i64 %142, %143
  br i1 %144, label %145, label %161

145:                                              ; preds = %141
  %146 = getelementptr inbounds nuw i8, ptr %41, i64 200
  %147 = load i64, ptr %146, align 8, !tbaa !112
  %148 = tail call i64 @llvm.smin.i64(i64 %147, i64 64)
  %149 = shl i64 %148, 3
  %150 = getelementptr inbounds nuw i8, ptr %41, i64 136
  %151 = load i64, ptr %150, align 8, !tbaa !28
  %152 = getelementptr inbounds nuw i8, ptr %123, i64 40
  store i64 %151, ptr %152, align 8, !tbaa !28
  %153 = getelementptr inbounds nuw i8, ptr %41, i64 144
  %154 = load i64, ptr %153, align 8, !tbaa !113
  %155 = getelementptr inbounds nuw i8, ptr %123, i64 48
  store i64 %154, ptr %155, align 8, !tbaa !113
  %156 = getelementptr inbounds nuw i8, ptr %123, i64 104
  store i64 %147, ptr %156, align 8, !tbaa !112
  %157 = getelementptr inbounds nuw i8, ptr %123, i64 56
  %158 = getelementptr inbounds nuw i8, ptr %41, i64 152
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(48) %157, ptr noundef nonnull readonly align 8 dereferenceable(48) %158, i64 48, i1 false)
  %159 = getelementptr inbounds nuw i8, ptr %123, i64 128
  %160 = getelementptr inbounds nuw i8, ptr %41, i64 224
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 8 %159, ptr nonnull readonly align 8 %160, i64 %149, i1 false)
  br label %167

161:                                              ; preds = %141
  %162 = getelementptr inbounds nuw i8, ptr %41, i64 56
  %163 = load i64, ptr %162, align 8, !tbaa !114
  %164 = icmp eq i64 %163, 0
  br i1 %164, label %167, label %165

165:                                              ; preds = %161
  %166 = getelementptr inbounds nuw i8, ptr %123, i64 40
  store i64 0, ptr %166, align 8, !tbaa !28
  br label %167

167:                                              ; preds = %165, %161, %145, %140
  %168 = phi i32 [ 2, %140 ], [ 0, %161 ], [ 1, %165 ], [ 1, %145 ]
  %169 = load i64, ptr %79, align 8, !tbaa !104
  %170 = add nsw i64 %169, -1
  store i64 %170, ptr %79, align 8, !tbaa !104
  %171 = icmp eq i64 %170, 0
  br i1 %171, label %172, label %173

172:                                              ; preds = %167
  tail call void @_Py_Dealloc(ptr noundef nonnull %79) #37
  br label %173

173:                                              ; preds = %172, %167
  %174 = or i1 %76, %113
  br i1 %174, label %177, label %175

175:                                              ; preds = %173
  %176 = tail call ptr @PyEval_SaveThread() #37
  store ptr %176, ptr %74, align 8, !tbaa !84
  br label %177

177:                                              ; preds = %175, %173, %78, %66, %38
  %178 = phi i32 [ %39, %38 ], [ %62, %66 ], [ %168, %175 ], [ %168, %173 ], [ 2, %78 ]
  ret i32 %178
}

; Function Attrs: nounwind uwtable(sync)
define i32 @noodle_split(ptr noundef %0, ptr noundef %1, ptr noundef initializes((8, 24)) %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, ptr noundef readonly %6) local_unnamed_addr #0 {
  %8 = icmp slt i64 %4, %5
  br i1 %8, label %9, label %13, !prof !115

9:                                                ; preds = %7
  %10 = tail call i64 @llvm.smax.i64(i64 %3, i64 1)
  %11 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store i64 %10, ptr %11, align 8, !tbaa !24
  %12 = getelementptr inbounds nuw i8, ptr %2, i64 16
  store i64 1, ptr %12, align 8, !tbaa !24
  br label %23

13:                                               ; preds = %7
  %14 = sdiv i64 %5, 4
  %15 = add nsw i64 %14, 1
  %16 = sdiv i64 %4, %15
  %17 = tail call i64 @llvm.smin.i64(i64 %16, i64 %3)
  %18 = tail call i64 @llvm.smin.i64(i64 %17, i64 64)
  %19 = tail call i64 @llvm.smax.i64(i64 %3, i64 1)
  %20 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store i64 %19, ptr %20, align 8, !tbaa !24
  %21 = getelementptr inbounds nuw i8, ptr %2, i64 16
  store i64 %18, ptr %21, align 8, !tbaa !24
  %22 = icmp slt i64 %17, 2
  br i1 %22, label %23, label %25

23:                                               ; preds = %9, %13
  %24 = tail call i32 %1(ptr noundef %0, ptr noundef nonnull %2, i64 noundef 0, i64 noundef %3) #37
  br label %31

25:                                               ; preds = %13
  %26 = tail call i32 @noodle_parallel(ptr noundef %0, ptr noundef %1, ptr noundef nonnull %2, i64 noundef %3, i64 noundef %18)
  %27 = icmp eq i32 %26, 0
  %28 = icmp ne ptr %6, null
  %29 = and i1 %28, %27
  br i1 %29, label %30, label %31

30:                                               ; preds = %25
  tail call void %6(ptr noundef nonnull %2, i64 noundef %18) #37
  br label %31

31:                                               ; preds = %25, %30, %23
  %32 = phi i32 [ %24, %23 ], [ 0, %30 ], [ %26, %25 ]
  ret i32 %32
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, argmem: none, inaccessiblemem: none) uwtable(sync)
define i64 @noodle_sample_into(ptr noundef %0, i64 noundef %1) local_unnamed_addr #25 {
  store atomic i64 %1, ptr @ring_slots monotonic, align 8
  %3 = ptrtoint ptr %0 to i64
  store atomic i64 %3, ptr @ring release, align 8
  %4 = load atomic i64, ptr @samples monotonic, align 8
  ret i64 %4
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none) uwtable(sync)
define void @noodle_sample(i32 noundef %0, ptr nocapture noundef readonly %1, ptr nocapture noundef readonly %2) local_unnamed_addr #26 {
  %4 = load atomic i64, ptr @ring acquire, align 8
  %5 = inttoptr i64 %4 to ptr
  %6 = icmp eq i64 %4, 0
  br i1 %6, label %50, label %7

7:                                                ; preds = %3
  %8 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %9 = load i32, ptr %8, align 8, !tbaa !116
  %10 = icmp eq i32 %9, -2
  br i1 %10, label %11, label %50

11:                                               ; preds = %7
  %12 = atomicrmw add ptr @samples, i64 1 monotonic, align 8
  %13 = load i64, ptr @ring_slots, align 8, !tbaa !24
  %14 = srem i64 %12, %13
  %15 = shl nsw i64 %14, 9
  %16 = getelementptr inbounds i8, ptr %5, i64 %15
  %17 = getelementptr inbounds nuw i8, ptr %2, i64 160
  %18 = load i64, ptr %17, align 8, !tbaa !118
  %19 = inttoptr i64 %18 to ptr
  store atomic i64 0, ptr %16 monotonic, align 8
  %20 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %21 = load ptr, ptr %20, align 8, !tbaa !41
  %22 = ptrtoint ptr %21 to i64
  %23 = getelementptr inbounds nuw i8, ptr %16, i64 8
  store i64 %22, ptr %23, align 8, !tbaa !24
  %24 = getelementptr inbounds nuw i8, ptr %2, i64 168
  %25 = load i64, ptr %24, align 8, !tbaa !118
  %26 = getelementptr inbounds nuw i8, ptr %16, i64 16
  store i64 %25, ptr %26, align 8, !tbaa !24
  %27 = getelementptr i8, ptr %19, i64 -24
  %28 = getelementptr inbounds i8, ptr %16, i64 24
  br label %31

29:                                               ; preds = %31
  %30 = add nsw i64 %12, 1
  store atomic i64 %30, ptr %16 release, align 8
  br label %50

31:                                               ; preds = %38, %11
  %32 = phi i64 [ 3, %11 ], [ %49, %38 ]
  %33 = getelementptr i64, ptr %27, i64 %32
  %34 = load i64, ptr %33, align 8, !tbaa !24
  %35 = getelementptr inbounds nuw i64, ptr %16, i64 %32
  store i64 %34, ptr %35, align 8, !tbaa !24
  %36 = add nuw nsw i64 %32, 1
  %37 = icmp eq i64 %36, 64
  br i1 %37, label %29, label %38, !llvm.loop !120

38:                                               ; preds = %31
  %39 = getelementptr i64, ptr %27, i64 %36
  %40 = load i64, ptr %39, align 8, !tbaa !24
  %41 = getelementptr inbounds nuw i64, ptr %16, i64 %36
  store i64 %40, ptr %41, align 8, !tbaa !24
  %42 = add nuw nsw i64 %32, 2
  %43 = getelementptr i64, ptr %27, i64 %42
  %44 = load i64, ptr %43, align 8, !tbaa !24
  %45 = getelementptr inbounds nuw i64, ptr %16, i64 %42
  store i64 %44, ptr %45, align 8, !tbaa !24
  %46 = getelementptr i64, ptr %19, i64 %32
  %47 = load i64, ptr %46, align 8, !tbaa !24
  %48 = getelementptr inbounds i64, ptr %28, i64 %32
  store i64 %47, ptr %48, align 8, !tbaa !24
  %49 = add nuw nsw i64 %32, 4
  br label %31

50:                                               ; preds = %3, %7, %29
  ret void
}

; Function Attrs: nounwind uwtable(sync)
define ptr @noodle_start(ptr noundef %0) local_unnamed_addr #0 {
  %2 = alloca i64, align 8
  %3 = alloca ptr, align 8
  %4 = alloca ptr, align 8
  %5 = alloca ptr, align 8
  %6 = alloca ptr, align 8
  %7 = alloca i64, align 8
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %3) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %4) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %5) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %7) #37
  %8 = call i32 (ptr, ptr, ...) @_PyArg_ParseTuple_SizeT(ptr noundef %0, ptr noundef nonnull @.str, ptr noundef nonnull %3, ptr noundef nonnull %4, ptr noundef nonnull %5, ptr noundef nonnull %7, ptr noundef nonnull %6) #37
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %166, label %10

10:                                               ; preds = %1
  %11 = load ptr, ptr %3, align 8, !tbaa !70
  %12 = getelementptr inbounds nuw i8, ptr %11, i64 24
  %13 = load ptr, ptr %12, align 8, !tbaa !70
  %14 = load i64, ptr %13, align 8, !tbaa !104
  %15 = add nsw i64 %14, 1
  store i64 %15, ptr %13, align 8, !tbaa !104
  store ptr %13, ptr @state, align 8, !tbaa !121
  %16 = getelementptr inbounds nuw i8, ptr %11, i64 32
  %17 = load ptr, ptr %16, align 8, !tbaa !70
  %18 = load i64, ptr %17, align 8, !tbaa !104
  %19 = add nsw i64 %18, 1
  store i64 %19, ptr %17, align 8, !tbaa !104
  store ptr %17, ptr getelementptr inbounds nuw (i8, ptr @state, i64 8), align 8, !tbaa !121
  %20 = getelementptr inbounds nuw i8, ptr %11, i64 40
  %21 = load ptr, ptr %20, align 8, !tbaa !70
  %22 = load i64, ptr %21, align 8, !tbaa !104
  %23 = add nsw i64 %22, 1
  store i64 %23, ptr %21, align 8, !tbaa !104
  store ptr %21, ptr getelementptr inbounds nuw (i8, ptr @state, i64 16), align 8, !tbaa !121
  %24 = getelementptr inbounds nuw i8, ptr %11, i64 48
  %25 = load ptr, ptr %24, align 8, !tbaa !70
  %26 = load i64, ptr %25, align 8, !tbaa !104
  %27 = add nsw i64 %26, 1
  store i64 %27, ptr %25, align 8, !tbaa !104
  store ptr %25, ptr getelementptr inbounds nuw (i8, ptr @state, i64 24), align 8, !tbaa !121
  %28 = getelementptr inbounds nuw i8, ptr %11, i64 56
  %29 = load ptr, ptr %28, align 8, !tbaa !70
  %30 = load i64, ptr %29, align 8, !tbaa !104
  %31 = add nsw i64 %30, 1
  store i64 %31, ptr %29, align 8, !tbaa !104
  store ptr %29, ptr getelementptr inbounds nuw (i8, ptr @state, i64 32), align 8, !tbaa !121
  %32 = getelementptr inbounds nuw i8, ptr %11, i64 64
  %33 = load ptr, ptr %32, align 8, !tbaa !70
  %34 = load i64, ptr %33, align 8, !tbaa !104
  %35 = add nsw i64 %34, 1
  store i64 %35, ptr %33, align 8, !tbaa !104
  store ptr %33, ptr getelementptr inbounds nuw (i8, ptr @state, i64 40), align 8, !tbaa !121
  %36 = getelementptr inbounds nuw i8, ptr %11, i64 72
  %37 = load ptr, ptr %36, align 8, !tbaa !70
  %38 = load i64, ptr %37, align 8, !tbaa !104
  %39 = add nsw i64 %38, 1
  store i64 %39, ptr %37, align 8, !tbaa !104
  store ptr %37, ptr getelementptr inbounds nuw (i8, ptr @state, i64 48), align 8, !tbaa !121
  %40 = getelementptr inbounds nuw i8, ptr %11, i64 80
  %41 = load ptr, ptr %40, align 8, !tbaa !70
  %42 = load i64, ptr %41, align 8, !tbaa !104
  %43 = add nsw i64 %42, 1
  store i64 %43, ptr %41, align 8, !tbaa !104
  store ptr %41, ptr getelementptr inbounds nuw (i8, ptr @state, i64 56), align 8, !tbaa !121
  %44 = load ptr, ptr %4, align 8, !tbaa !70
  %45 = getelementptr inbounds nuw i8, ptr %44, i64 24
  %46 = load ptr, ptr %45, align 8, !tbaa !70
  %47 = load i64, ptr %46, align 8, !tbaa !104
  %48 = add nsw i64 %47, 1
  store i64 %48, ptr %46, align 8, !tbaa !104
  store ptr %46, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !70
  %49 = getelementptr inbounds nuw i8, ptr %44, i64 32
  %50 = load ptr, ptr %49, align 8, !tbaa !70
  %51 = load i64, ptr %50, align 8, !tbaa !104
  %52 = add nsw i64 %51, 1
  store i64 %52, ptr %50, align 8, !tbaa !104
  store ptr %50, ptr getelementptr inbounds nuw (i8, ptr @state, i64 80), align 8, !tbaa !70
  %53 = getelementptr inbounds nuw i8, ptr %44, i64 40
  %54 = load ptr, ptr %53, align 8, !tbaa !70
  %55 = load i64, ptr %54, align 8, !tbaa !104
  %56 = add nsw i64 %55, 1
  store i64 %56, ptr %54, align 8, !tbaa !104
  store ptr %54, ptr getelementptr inbounds nuw (i8, ptr @state, i64 88), align 8, !tbaa !70
  %57 = getelementptr inbounds nuw i8, ptr %44, i64 48
  %58 = load ptr, ptr %57, align 8, !tbaa !70
  %59 = load i64, ptr %58, align 8, !tbaa !104
  %60 = add nsw i64 %59, 1
  store i64 %60, ptr %58, align 8, !tbaa !104
  store ptr %58, ptr getelementptr inbounds nuw (i8, ptr @state, i64 96), align 8, !tbaa !70
  %61 = getelementptr inbounds nuw i8, ptr %44, i64 56
  %62 = load ptr, ptr %61, align 8, !tbaa !70
  %63 = load i64, ptr %62, align 8, !tbaa !104
  %64 = add nsw i64 %63, 1
  store i64 %64, ptr %62, align 8, !tbaa !104
  store ptr %62, ptr getelementptr inbounds nuw (i8, ptr @state, i64 104), align 8, !tbaa !70
  %65 = getelementptr inbounds nuw i8, ptr %44, i64 64
  %66 = load ptr, ptr %65, align 8, !tbaa !70
  %67 = load i64, ptr %66, align 8, !tbaa !104
  %68 = add nsw i64 %67, 1
  store i64 %68, ptr %66, align 8, !tbaa !104
  store ptr %66, ptr getelementptr inbounds nuw (i8, ptr @state, i64 112), align 8, !tbaa !70
  %69 = getelementptr inbounds nuw i8, ptr %44, i64 72
  %70 = load ptr, ptr %69, align 8, !tbaa !70
  %71 = load i64, ptr %70, align 8, !tbaa !104
  %72 = add nsw i64 %71, 1
  store i64 %72, ptr %70, align 8, !tbaa !104
  store ptr %70, ptr getelementptr inbounds nuw (i8, ptr @state, i64 120), align 8, !tbaa !70
  %73 = load ptr, ptr %5, align 8, !tbaa !70
  %74 = getelementptr inbounds nuw i8, ptr %73, i64 24
  %75 = load ptr, ptr %74, align 8, !tbaa !70
  %76 = call i64 @PyLong_AsLongLong(ptr noundef %75) #37
  store i64 %76, ptr getelementptr inbounds nuw (i8, ptr @state, i64 576), align 8, !tbaa !24
  %77 = load ptr, ptr %5, align 8, !tbaa !70
  %78 = getelementptr inbounds nuw i8, ptr %77, i64 32
  %79 = load ptr, ptr %78, align 8, !tbaa !70
  %80 = call i64 @PyLong_AsLongLong(ptr noundef %79) #37
  store i64 %80, ptr getelementptr inbounds nuw (i8, ptr @state, i64 584), align 8, !tbaa !24
  %81 = load ptr, ptr %5, align 8, !tbaa !70
  %82 = getelementptr inbounds nuw i8, ptr %81, i64 40
  %83 = load ptr, ptr %82, align 8, !tbaa !70
  %84 = call i64 @PyLong_AsLongLong(ptr noundef %83) #37
  store i64 %84, ptr getelementptr inbounds nuw (i8, ptr @state, i64 592), align 8, !tbaa !24
  %85 = load ptr, ptr %5, align 8, !tbaa !70
  %86 = getelementptr inbounds nuw i8, ptr %85, i64 48
  %87 = load ptr, ptr %86, align 8, !tbaa !70
  %88 = call i64 @PyLong_AsLongLong(ptr noundef %87) #37
  store i64 %88, ptr getelementptr inbounds nuw (i8, ptr @state, i64 600), align 8, !tbaa !24
  %89 = load ptr, ptr %5, align 8, !tbaa !70
  %90 = getelementptr inbounds nuw i8, ptr %89, i64 56
  %91 = load ptr, ptr %90, align 8, !tbaa !70
  %92 = call i64 @PyLong_AsLongLong(ptr noundef %91) #37
  store i64 %92, ptr getelementptr inbounds nuw (i8, ptr @state, i64 608), align 8, !tbaa !24
  %93 = load ptr, ptr %5, align 8, !tbaa !70
  %94 = getelementptr inbounds nuw i8, ptr %93, i64 64
  %95 = load ptr, ptr %94, align 8, !tbaa !70
  %96 = call i64 @PyLong_AsLongLong(ptr noundef %95) #37
  store i64 %96, ptr getelementptr inbounds nuw (i8, ptr @state, i64 616), align 8, !tbaa !24
  %97 = load ptr, ptr %5, align 8, !tbaa !70
  %98 = getelementptr inbounds nuw i8, ptr %97, i64 72
  %99 = load ptr, ptr %98, align 8, !tbaa !70
  %100 = call i64 @PyLong_AsLongLong(ptr noundef %99) #37
  store i64 %100, ptr getelementptr inbounds nuw (i8, ptr @state, i64 624), align 8, !tbaa !24
  %101 = load i64, ptr %7, align 8, !tbaa !118
  store i64 %101, ptr getelementptr inbounds nuw (i8, ptr @state, i64 632), align 8, !tbaa !89
  %102 = load ptr, ptr %6, align 8, !tbaa !70
  %103 = call ptr @PyCapsule_GetPointer(ptr noundef %102, ptr noundef null) #37
  store ptr %103, ptr @noodle_numpy, align 8, !tbaa !69
  %104 = icmp eq ptr %103, null
  br i1 %104, label %166, label %105

105:                                              ; preds = %10
  %106 = getelementptr inbounds nuw i8, ptr %103, i64 1688
  %107 = load ptr, ptr %106, align 8, !tbaa !69
  %108 = call i32 %107() #37
  store i32 %108, ptr @noodle_numpyPyArray_RUNTIME_VERSION, align 4, !tbaa !37
  %109 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %110 = getelementptr inbounds nuw i8, ptr %109, i64 16
  %111 = load ptr, ptr %110, align 8, !tbaa !69
  store ptr %111, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) getelementptr inbounds nuw (i8, ptr @state, i64 544), i8 -1, i64 24, i1 false)
  br label %112

112:                                              ; preds = %141, %105
  %113 = phi i64 [ 0, %105 ], [ %145, %141 ]
  %114 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %115 = getelementptr inbounds nuw i8, ptr %114, i64 360
  %116 = load ptr, ptr %115, align 8, !tbaa !69
  %117 = getelementptr inbounds nuw [13 x i32], ptr @number_of_dtype, i64 0, i64 %113
  %118 = load i32, ptr %117, align 4, !tbaa !37
  %119 = call ptr %116(i32 noundef %118) #37
  %120 = icmp eq ptr %119, null
  br i1 %120, label %166, label %121

121:                                              ; preds = %112
  %122 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 232), i64 0, i64 %113
  store ptr %119, ptr %122, align 8, !tbaa !123
  %123 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %124 = getelementptr inbounds nuw i8, ptr %123, i64 2920
  %125 = load ptr, ptr %124, align 8, !tbaa !69
  %126 = call ptr %125(ptr noundef nonnull %119) #37
  %127 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 336), i64 0, i64 %113
  store ptr %126, ptr %127, align 8, !tbaa !69
  %128 = getelementptr inbounds nuw i8, ptr %119, i64 16
  %129 = load ptr, ptr %128, align 8, !tbaa !125
  %130 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 128), i64 0, i64 %113
  store ptr %129, ptr %130, align 8, !tbaa !121
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %2) #37
  store i64 0, ptr %2, align 8, !tbaa !24
  %131 = load i64, ptr %119, align 8, !tbaa !104
  %132 = add nsw i64 %131, 1
  store i64 %132, ptr %119, align 8, !tbaa !104
  %133 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %134 = getelementptr inbounds nuw i8, ptr %133, i64 752
  %135 = load ptr, ptr %134, align 8, !tbaa !69
  %136 = getelementptr inbounds nuw i8, ptr %133, i64 16
  %137 = load ptr, ptr %136, align 8, !tbaa !69
  %138 = call ptr %135(ptr noundef %137, ptr noundef nonnull %119, i32 noundef 1, ptr noundef nonnull %2, ptr noundef null, ptr noundef null, i32 noundef 0, ptr noundef null) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %2) #37
  %139 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 440), i64 0, i64 %113
  store ptr %138, ptr %139, align 8, !tbaa !70
  %140 = icmp eq ptr %138, null
  br i1 %140, label %166, label %141

141:                                              ; preds = %121
  %142 = trunc i64 %113 to i8
  %143 = sext i32 %118 to i64
  %144 = getelementptr inbounds [24 x i8], ptr getelementptr inbounds nuw (i8, ptr @state, i64 544), i64 0, i64 %143
  store i8 %142, ptr %144, align 1, !tbaa !41
  %145 = add nuw nsw i64 %113, 1
  %146 = icmp eq i64 %145, 13
  br i1 %146, label %147, label %112, !llvm.loop !127

147:                                              ; preds = %141
  store i8 7, ptr getelementptr inbounds nuw (i8, ptr @state, i64 553), align 1, !tbaa !41
  store i8 8, ptr getelementptr inbounds nuw (i8, ptr @state, i64 554), align 2, !tbaa !41
  %148 = call ptr @PyCapsule_New(ptr noundef nonnull @memory_handler, ptr noundef nonnull @.str.7, ptr noundef null) #37
  store ptr %148, ptr getelementptr inbounds nuw (i8, ptr @state, i64 568), align 8, !tbaa !128
  %149 = icmp eq ptr %148, null
  br i1 %149, label %166, label %150

150:                                              ; preds = %147
  %151 = call ptr @PyTuple_New(i64 noundef 3) #37
  %152 = call ptr @PyType_FromSpec(ptr noundef nonnull @dispatcher_spec) #37
  %153 = icmp eq ptr %151, null
  %154 = icmp eq ptr %152, null
  %155 = select i1 %153, i1 true, i1 %154
  br i1 %155, label %166, label %156

156:                                              ; preds = %150
  %157 = getelementptr inbounds nuw i8, ptr %151, i64 24
  store ptr %152, ptr %157, align 8, !tbaa !70
  %158 = call ptr @PyCMethod_New(ptr noundef nonnull @functions, ptr noundef null, ptr noundef null, ptr noundef null) #37
  %159 = icmp eq ptr %158, null
  br i1 %159, label %166, label %160

160:                                              ; preds = %156
  %161 = getelementptr inbounds nuw i8, ptr %151, i64 32
  store ptr %158, ptr %161, align 8, !tbaa !70
  %162 = call ptr @PyCMethod_New(ptr noundef nonnull getelementptr inbounds nuw (i8, ptr @functions, i64 32), ptr noundef null, ptr noundef null, ptr noundef null) #37
  %163 = icmp eq ptr %162, null
  br i1 %163, label %166, label %164

164:                                              ; preds = %160
  %165 = getelementptr inbounds nuw i8, ptr %151, i64 40
  store ptr %162, ptr %165, align 8, !tbaa !70
  br label %166

166:                                              ; preds = %112, %121, %156, %160, %164, %10, %150, %147, %1
  %167 = phi ptr [ null, %1 ], [ null, %147 ], [ null, %150 ], [ null, %10 ], [ null, %156 ], [ null, %160 ], [ %151, %164 ], [ null, %121 ], [ null, %112 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %7) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %5) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %4) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %3) #37
  ret ptr %167
}

declare i32 @_PyArg_ParseTuple_SizeT(ptr noundef, ptr noundef, ...) local_unnamed_addr

declare i64 @PyLong_AsLongLong(ptr noundef) local_unnamed_addr

declare ptr @PyTuple_New(i64 noundef) local_unnamed_addr

declare ptr @PyType_FromSpec(ptr noundef) local_unnamed_addr

declare ptr @PyCMethod_New(ptr noundef, ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, argmem: read, inaccessiblemem: none) uwtable(sync)
define internal fastcc ptr @kept_block(i64 noundef %0) unnamed_addr #27 {
  %2 = atomicrmw xchg ptr @kept, i32 1 acquire, align 8
  %3 = icmp eq i32 %2, 0
  br i1 %3, label %4, label %47

4:                                                ; preds = %1
  %5 = load i32, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %6 = icmp sgt i32 %5, 0
  br i1 %6, label %7, label %11

7:                                                ; preds = %4
  %8 = load i64, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 8), align 8
  %9 = sdiv i64 %0, 4
  %10 = zext nneg i32 %5 to i64
  br label %13

11:                                               ; preds = %26, %40, %4
  %12 = phi ptr [ null, %4 ], [ %19, %26 ], [ %43, %40 ]
  store atomic i32 0, ptr @kept release, align 8
  br label %47

13:                                               ; preds = %7, %40
  %14 = phi i64 [ %10, %7 ], [ %17, %40 ]
  %15 = phi i32 [ %5, %7 ], [ %42, %40 ]
  %16 = phi i64 [ %8, %7 ], [ %41, %40 ]
  %17 = add nsw i64 %14, -1
  %18 = getelementptr inbounds nuw [24 x ptr], ptr getelementptr inbounds nuw (i8, ptr @kept, i64 16), i64 0, i64 %17
  %19 = load ptr, ptr %18, align 8, !tbaa !62
  %20 = getelementptr inbounds nuw i8, ptr %19, i64 48
  %21 = load i64, ptr %20, align 8, !tbaa !24
  %22 = icmp slt i64 %21, %0
  %23 = sub nsw i64 %21, %0
  %24 = icmp sgt i64 %23, %9
  %25 = select i1 %22, i1 true, i1 %24
  br i1 %25, label %40, label %26

26:                                               ; preds = %13
  %27 = add nsw i32 %15, -1
  store i32 %27, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %28 = sub nsw i64 %16, %21
  store i64 %28, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 8), align 8, !tbaa !131
  %29 = sext i32 %15 to i64
  %30 = icmp slt i64 %14, %29
  br i1 %30, label %31, label %11

31:                                               ; preds = %26
  %32 = zext nneg i32 %27 to i64
  br label %33

33:                                               ; preds = %33, %31
  %34 = phi i64 [ %17, %31 ], [ %35, %33 ]
  %35 = add nuw nsw i64 %34, 1
  %36 = getelementptr inbounds nuw [24 x ptr], ptr getelementptr inbounds nuw (i8, ptr @kept, i64 16), i64 0, i64 %35
  %37 = load ptr, ptr %36, align 8, !tbaa !62
  %38 = getelementptr inbounds nuw [24 x ptr], ptr getelementptr inbounds nuw (i8, ptr @kept, i64 16), i64 0, i64 %34
  store ptr %37, ptr %38, align 8, !tbaa !62
  %39 = icmp eq i64 %35, %32
  br i1 %39, label %40, label %33, !llvm.loop !132

40:                                               ; preds = %33, %13
  %41 = phi i64 [ %16, %13 ], [ %28, %33 ]
  %42 = phi i32 [ %15, %13 ], [ %27, %33 ]
  %43 = phi ptr [ null, %13 ], [ %19, %33 ]
  %44 = icmp sgt i64 %14, 1
  %45 = icmp eq ptr %43, null
  %46 = and i1 %45, %44
  br i1 %46, label %13, label %11, !llvm.loop !133

47:                                               ; preds = %1, %11
  %48 = phi ptr [ %12, %11 ], [ null, %1 ]
  ret ptr %48
}

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc void @advise_huge_pages(ptr noundef %0, i64 noundef range(i64 4194304, 9223372036854775552) %1) unnamed_addr #28 {
  %3 = ptrtoint ptr %0 to i64
  %4 = add i64 %3, 4095
  %5 = and i64 %4, -4096
  %6 = add i64 %1, %3
  %7 = and i64 %6, -4096
  %8 = inttoptr i64 %5 to ptr
  %9 = sub i64 %7, %5
  %10 = tail call i32 @madvise(ptr noundef %8, i64 noundef %9, i32 noundef 14) #37
  ret void
}

; Function Attrs: mustprogress nofree nounwind willreturn allockind("alloc,zeroed") allocsize(0,1) memory(inaccessiblemem: readwrite)
declare noalias noundef ptr @calloc(i64 noundef, i64 noundef) local_unnamed_addr #29

; Function Attrs: mustprogress nofree nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite)
declare noalias noundef ptr @malloc(i64 noundef) local_unnamed_addr #30

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @free_kept() unnamed_addr #28 {
  %1 = atomicrmw xchg ptr @kept, i32 1 acquire, align 8
  %2 = icmp eq i32 %1, 0
  br i1 %2, label %3, label %25

3:                                                ; preds = %0
  %4 = load i32, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %5 = icmp sgt i32 %4, 0
  %6 = zext i1 %5 to i32
  br i1 %5, label %7, label %24

7:                                                ; preds = %3, %19
  %8 = phi i32 [ %22, %19 ], [ %4, %3 ]
  %9 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 16), align 8, !tbaa !62
  %10 = add nsw i32 %8, -1
  store i32 %10, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %11 = getelementptr inbounds nuw i8, ptr %9, i64 48
  %12 = load i64, ptr %11, align 8, !tbaa !24
  %13 = load i64, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 8), align 8, !tbaa !131
  %14 = sub nsw i64 %13, %12
  store i64 %14, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 8), align 8, !tbaa !131
  %15 = icmp eq i32 %10, 0
  br i1 %15, label %19, label %16

16:                                               ; preds = %7
  %17 = zext nneg i32 %10 to i64
  %18 = shl nuw nsw i64 %17, 3
  tail call void @llvm.memmove.p0.p0.i64(ptr nonnull align 8 getelementptr inbounds nuw (i8, ptr @kept, i64 16), ptr nonnull align 8 getelementptr inbounds nuw (i8, ptr @kept, i64 24), i64 %18, i1 false), !tbaa !62
  br label %19

19:                                               ; preds = %16, %7
  %20 = getelementptr inbounds nuw i8, ptr %9, i64 56
  %21 = load ptr, ptr %20, align 8, !tbaa !23
  tail call void @free(ptr noundef %21) #37
  %22 = load i32, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %23 = icmp sgt i32 %22, 0
  br i1 %23, label %7, label %24, !llvm.loop !134

24:                                               ; preds = %19, %3
  store atomic i32 0, ptr @kept release, align 8
  br label %25

25:                                               ; preds = %0, %24
  %26 = phi i32 [ %6, %24 ], [ 0, %0 ]
  ret i32 %26
}

; Function Attrs: mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @free(ptr allocptr nocapture noundef) local_unnamed_addr #31

; Function Attrs: nounwind
declare i32 @madvise(ptr noundef, i64 noundef, i32 noundef) local_unnamed_addr #32

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @keep_block(ptr noundef nonnull %0) unnamed_addr #28 {
  %2 = atomicrmw xchg ptr @kept, i32 1 acquire, align 8
  %3 = icmp eq i32 %2, 0
  br i1 %3, label %4, label %31

4:                                                ; preds = %1
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 48
  br label %6

6:                                                ; preds = %4, %24
  %7 = load i32, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %8 = icmp eq i32 %7, 24
  %9 = load i64, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 8), align 8, !tbaa !131
  br i1 %8, label %14, label %10

10:                                               ; preds = %6
  %11 = load i64, ptr %5, align 8, !tbaa !24
  %12 = add nsw i64 %11, %9
  %13 = icmp sgt i64 %12, 134217728
  br i1 %13, label %14, label %27

14:                                               ; preds = %6, %10
  %15 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 16), align 8, !tbaa !62
  %16 = add nsw i32 %7, -1
  store i32 %16, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %17 = getelementptr inbounds nuw i8, ptr %15, i64 48
  %18 = load i64, ptr %17, align 8, !tbaa !24
  %19 = sub nsw i64 %9, %18
  store i64 %19, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 8), align 8, !tbaa !131
  %20 = icmp sgt i32 %7, 1
  br i1 %20, label %21, label %24

21:                                               ; preds = %14
  %22 = zext nneg i32 %16 to i64
  %23 = shl nuw nsw i64 %22, 3
  tail call void @llvm.memmove.p0.p0.i64(ptr nonnull align 8 getelementptr inbounds nuw (i8, ptr @kept, i64 16), ptr nonnull align 8 getelementptr inbounds nuw (i8, ptr @kept, i64 24), i64 %23, i1 false), !tbaa !62
  br label %24

24:                                               ; preds = %21, %14
  %25 = getelementptr inbounds nuw i8, ptr %15, i64 56
  %26 = load ptr, ptr %25, align 8, !tbaa !23
  tail call void @free(ptr noundef %26) #37
  br label %6, !llvm.loop !135

27:                                               ; preds = %10
  %28 = add nsw i32 %7, 1
  store i32 %28, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 4), align 4, !tbaa !129
  %29 = sext i32 %7 to i64
  %30 = getelementptr inbounds [24 x ptr], ptr getelementptr inbounds nuw (i8, ptr @kept, i64 16), i64 0, i64 %29
  store ptr %0, ptr %30, align 8, !tbaa !62
  store i64 %12, ptr getelementptr inbounds nuw (i8, ptr @kept, i64 8), align 8, !tbaa !131
  store atomic i32 0, ptr @kept release, align 8
  br label %31

31:                                               ; preds = %1, %27
  %32 = phi i32 [ 1, %27 ], [ 0, %1 ]
  ret i32 %32
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare double @llvm.fma.f64(double, double, double) #5

; Function Attrs: nofree nounwind
declare noundef i32 @snprintf(ptr noalias nocapture noundef writeonly, i64 noundef, ptr nocapture noundef readonly, ...) local_unnamed_addr #33

; Function Attrs: mustprogress nofree nounwind willreturn
declare double @strtod(ptr noundef readonly, ptr nocapture noundef) local_unnamed_addr #8

; Function Attrs: mustprogress nofree nounwind willreturn
declare i64 @strtol(ptr noundef readonly, ptr nocapture noundef, i32 noundef) local_unnamed_addr #8

; Function Attrs: mustprogress nofree nounwind willreturn memory(argmem: read)
declare ptr @strchr(ptr noundef, i32 noundef) local_unnamed_addr #34

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @hypot(double noundef, double noundef) local_unnamed_addr #11

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @atan2(double noundef, double noundef) local_unnamed_addr #11

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @exp(double noundef) local_unnamed_addr #11

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @log(double noundef) local_unnamed_addr #11

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @cos(double noundef) local_unnamed_addr #11

; Function Attrs: mustprogress nofree nounwind willreturn memory(write)
declare double @sin(double noundef) local_unnamed_addr #11

; Function Attrs: nounwind
declare i32 @clock_gettime(i32 noundef, ptr noundef) local_unnamed_addr #32

declare i32 @PyErr_CheckSignals() local_unnamed_addr

declare ptr @PyCapsule_New(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define internal void @free_job(ptr noundef %0) #0 {
  %2 = tail call ptr @PyCapsule_GetPointer(ptr noundef %0, ptr noundef null) #37
  %3 = getelementptr inbounds nuw i8, ptr %2, i64 80
  %4 = load ptr, ptr %3, align 8, !tbaa !102
  tail call void @free(ptr noundef %4) #37
  tail call void @free(ptr noundef %2) #37
  ret void
}

declare ptr @PyCapsule_GetPointer(ptr noundef, ptr noundef) local_unnamed_addr

declare ptr @_PyObject_CallFunction_SizeT(ptr noundef, ptr noundef, ...) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define internal noundef ptr @call_work(ptr noundef %0, ptr nocapture readnone %1) #0 {
  %3 = alloca %struct.timespec, align 8
  %4 = alloca %struct.Ctx, align 8
  %5 = tail call ptr @PyCapsule_GetPointer(ptr noundef %0, ptr noundef null) #37
  %6 = icmp eq ptr %5, null
  br i1 %6, label %180, label %7

7:                                                ; preds = %2
  %8 = getelementptr inbounds nuw i8, ptr %5, i64 72
  %9 = load i64, ptr %8, align 8, !tbaa !106
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %11, label %176

11:                                               ; preds = %7
  %12 = getelementptr inbounds nuw i8, ptr %5, i64 64
  %13 = load i64, ptr %12, align 8, !tbaa !108
  %14 = add nsw i64 %13, 1
  store i64 %14, ptr %12, align 8, !tbaa !108
  call void @llvm.lifetime.start.p0(i64 664, ptr nonnull %4) #37
  %15 = load ptr, ptr %5, align 8, !tbaa !95
  store i64 1024, ptr %4, align 8, !tbaa !85
  %16 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %17 = getelementptr inbounds nuw i8, ptr %4, i64 24
  store i64 0, ptr %17, align 8
  %18 = tail call ptr @PyThreadState_Get() #37
  %19 = tail call i64 @PyThreadState_GetID(ptr noundef %18) #37
  %20 = and i64 %19, 63
  %21 = getelementptr inbounds nuw [64 x %struct.anon.10], ptr @known_stacks, i64 0, i64 %20
  %22 = load i64, ptr %21, align 16, !tbaa !136
  %23 = icmp eq i64 %22, %19
  br i1 %23, label %24, label %28, !prof !115

24:                                               ; preds = %11
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 8
  %26 = load i64, ptr %25, align 8, !tbaa !138
  %27 = icmp eq i64 %26, 0
  br i1 %27, label %28, label %31, !prof !5

28:                                               ; preds = %24, %11
  %29 = tail call fastcc i64 @find_stack_limit()
  %30 = getelementptr inbounds nuw i8, ptr %21, i64 8
  store i64 %29, ptr %30, align 8, !tbaa !138
  store i64 %19, ptr %21, align 16, !tbaa !136
  br label %31

31:                                               ; preds = %28, %24
  %32 = phi i64 [ %29, %28 ], [ %26, %24 ]
  %33 = getelementptr inbounds nuw i8, ptr %4, i64 32
  store i64 %32, ptr %33, align 8, !tbaa !139
  %34 = getelementptr inbounds nuw i8, ptr %4, i64 40
  %35 = getelementptr inbounds nuw i8, ptr %4, i64 120
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(72) %34, i8 0, i64 72, i1 false)
  store ptr %15, ptr %35, align 8, !tbaa !82
  %36 = getelementptr inbounds nuw i8, ptr %4, i64 640
  store i64 0, ptr %36, align 8, !tbaa !93
  %37 = getelementptr inbounds nuw i8, ptr %4, i64 648
  store i64 1024, ptr %37, align 8, !tbaa !88
  %38 = tail call ptr @PyEval_SaveThread() #37
  store ptr %38, ptr %16, align 8, !tbaa !84
  call void @llvm.lifetime.start.p0(i64 16, ptr nonnull %3) #37
  %39 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %3) #37
  %40 = load i64, ptr %3, align 8, !tbaa !78
  %41 = mul nsw i64 %40, 1000000000
  %42 = getelementptr inbounds nuw i8, ptr %3, i64 8
  %43 = load i64, ptr %42, align 8, !tbaa !80
  %44 = add nsw i64 %41, %43
  call void @llvm.lifetime.end.p0(i64 16, ptr nonnull %3) #37
  %45 = getelementptr inbounds nuw i8, ptr %4, i64 656
  store i64 %44, ptr %45, align 8, !tbaa !87
  %46 = getelementptr inbounds nuw i8, ptr %4, i64 16
  store i64 %44, ptr %46, align 8, !tbaa !86
  %47 = getelementptr inbounds nuw i8, ptr %5, i64 56
  %48 = getelementptr inbounds nuw i8, ptr %5, i64 40
  %49 = getelementptr inbounds nuw i8, ptr %5, i64 48
  %50 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %51 = getelementptr inbounds nuw i8, ptr %5, i64 80
  %52 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %53 = getelementptr inbounds nuw i8, ptr %4, i64 112
  %54 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %55 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %56 = getelementptr inbounds nuw i8, ptr %5, i64 24
  %57 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %58 = getelementptr inbounds nuw i8, ptr %5, i64 760
  %59 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %60 = getelementptr inbounds nuw i8, ptr %4, i64 48
  %61 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %62 = getelementptr inbounds nuw i8, ptr %5, i64 200
  %63 = getelementptr inbounds nuw i8, ptr %5, i64 152
  %64 = getelementptr inbounds nuw i8, ptr %4, i64 56
  %65 = getelementptr inbounds nuw i8, ptr %5, i64 224
  %66 = getelementptr inbounds nuw i8, ptr %4, i64 128
  %67 = load atomic i64, ptr %47 monotonic, align 8
  %68 = icmp eq i64 %67, 0
  br i1 %68, label %72, label %168

69:                                               ; preds = %79, %147, %166
  %70 = load atomic i64, ptr %47 monotonic, align 8
  %71 = icmp eq i64 %70, 0
  br i1 %71, label %72, label %168

72:                                               ; preds = %31, %69
  %73 = atomicrmw add ptr %48, i64 1 monotonic, align 8
  %74 = load i64, ptr %50, align 8, !tbaa !101
  %75 = icmp slt i64 %73, %74
  br i1 %75, label %76, label %168

76:                                               ; preds = %72
  %77 = load atomic i64, ptr %49 monotonic, align 8
  %78 = icmp sgt i64 %73, %77
  br i1 %78, label %168, label %79

79:                                               ; preds = %76
  store i64 %73, ptr %36, align 8, !tbaa !93
  %80 = load ptr, ptr %51, align 8, !tbaa !102
  %81 = getelementptr inbounds i64, ptr %80, i64 %73
  store ptr %81, ptr %17, align 8, !tbaa !81
  store i64 0, ptr %34, align 8, !tbaa !28
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %52, i8 0, i64 16, i1 false)
  %82 = load ptr, ptr %54, align 8, !tbaa !97
  %83 = load ptr, ptr %55, align 8, !tbaa !98
  %84 = load i64, ptr %56, align 8, !tbaa !99
  %85 = sdiv i64 %84, %74
  %86 = mul nsw i64 %85, %73
  %87 = srem i64 %84, %74
  %88 = mul nsw i64 %87, %73
  %89 = sdiv i64 %88, %74
  %90 = add nsw i64 %89, %86
  %91 = add nsw i64 %73, 1
  %92 = mul nsw i64 %85, %91
  %93 = mul nsw i64 %87, %91
  %94 = sdiv i64 %93, %74
  %95 = add nsw i64 %94, %92
  %96 = call i32 %82(ptr noundef nonnull %4, ptr noundef %83, i64 noundef %90, i64 noundef %95) #37
  %97 = icmp eq i32 %96, 0
  %98 = load ptr, ptr %53, align 8
  %99 = icmp eq ptr %98, null
  %100 = select i1 %97, i1 %99, i1 false
  br i1 %100, label %69, label %101

101:                                              ; preds = %79
  %102 = atomicrmw xchg ptr %57, i64 1 acquire, align 8
  %103 = icmp eq i64 %102, 0
  br i1 %103, label %107, label %104

104:                                              ; preds = %101, %104
  call void @llvm.x86.sse2.pause()
  %105 = atomicrmw xchg ptr %57, i64 1 acquire, align 8
  %106 = icmp eq i64 %105, 0
  br i1 %106, label %107, label %104, !llvm.loop !140

107:                                              ; preds = %104, %101
  %108 = load ptr, ptr %53, align 8, !tbaa !15
  %109 = icmp eq ptr %108, null
  br i1 %109, label %122, label %110

110:                                              ; preds = %107, %110
  %111 = phi ptr [ %113, %110 ], [ %108, %107 ]
  %112 = getelementptr inbounds nuw i8, ptr %111, i64 32
  %113 = load ptr, ptr %112, align 8, !tbaa !20
  %114 = icmp eq ptr %113, null
  br i1 %114, label %115, label %110, !llvm.loop !111

115:                                              ; preds = %110
  %116 = getelementptr inbounds nuw i8, ptr %111, i64 32
  %117 = load ptr, ptr %58, align 8, !tbaa !62
  store ptr %117, ptr %116, align 8, !tbaa !20
  %118 = icmp eq ptr %117, null
  br i1 %118, label %121, label %119

119:                                              ; preds = %115
  %120 = getelementptr inbounds nuw i8, ptr %117, i64 24
  store ptr %111, ptr %120, align 8, !tbaa !6
  br label %121

121:                                              ; preds = %119, %115
  store ptr %108, ptr %58, align 8, !tbaa !62
  store ptr null, ptr %53, align 8, !tbaa !15
  br label %122

122:                                              ; preds = %121, %107
  %123 = icmp eq i32 %96, 1
  br i1 %123, label %124, label %166

124:                                              ; preds = %122
  %125 = load i64, ptr %34, align 8, !tbaa !28
  %126 = icmp eq i64 %125, 0
  br i1 %126, label %127, label %144

127:                                              ; preds = %124
  %128 = load ptr, ptr %5, align 8, !tbaa !95
  %129 = icmp eq ptr %128, null
  br i1 %129, label %142, label %130

130:                                              ; preds = %127, %138
  %131 = phi ptr [ %140, %138 ], [ %128, %127 ]
  %132 = getelementptr inbounds nuw i8, ptr %131, i64 24
  %133 = load ptr, ptr %132, align 8, !tbaa !81
  %134 = icmp eq ptr %133, null
  br i1 %134, label %138, label %135

135:                                              ; preds = %130
  %136 = load atomic i64, ptr %133 monotonic, align 8
  %137 = icmp eq i64 %136, 0
  br i1 %137, label %138, label %142

138:                                              ; preds = %135, %130
  %139 = getelementptr inbounds nuw i8, ptr %131, i64 120
  %140 = load ptr, ptr %139, align 8, !tbaa !82
  %141 = icmp eq ptr %140, null
  br i1 %141, label %142, label %130, !llvm.loop !83

142:                                              ; preds = %138, %135, %127
  %143 = phi i64 [ 0, %127 ], [ 0, %138 ], [ 1, %135 ]
  store atomic i64 %143, ptr %47 monotonic, align 8
  br label %166

144:                                              ; preds = %124
  %145 = load i64, ptr %49, align 8, !tbaa !100
  %146 = icmp slt i64 %73, %145
  br i1 %146, label %148, label %147

147:                                              ; preds = %144
  store atomic i64 0, ptr %57 release, align 8
  br label %69

148:                                              ; preds = %144
  %149 = load i64, ptr %50, align 8, !tbaa !101
  %150 = icmp slt i64 %91, %149
  br i1 %150, label %159, label %153

151:                                              ; preds = %159
  %152 = load i64, ptr %34, align 8, !tbaa !28
  br label %153

153:                                              ; preds = %151, %148
  %154 = phi i64 [ %152, %151 ], [ %125, %148 ]
  store atomic i64 %73, ptr %49 monotonic, align 8
  %155 = load i64, ptr %52, align 8, !tbaa !112
  %156 = call i64 @llvm.smin.i64(i64 %155, i64 64)
  %157 = shl i64 %156, 3
  store i64 %154, ptr %59, align 8, !tbaa !28
  %158 = load i64, ptr %60, align 8, !tbaa !113
  store i64 %158, ptr %61, align 8, !tbaa !113
  store i64 %155, ptr %62, align 8, !tbaa !112
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(48) %63, ptr noundef nonnull readonly align 8 dereferenceable(48) %64, i64 48, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 8 %65, ptr nonnull readonly align 8 %66, i64 %157, i1 false)
  br label %166

159:                                              ; preds = %148, %159
  %160 = phi i64 [ %163, %159 ], [ %91, %148 ]
  %161 = load ptr, ptr %51, align 8, !tbaa !102
  %162 = getelementptr inbounds i64, ptr %161, i64 %160
  store atomic i64 1, ptr %162 monotonic, align 8
  %163 = add nsw i64 %160, 1
  %164 = load i64, ptr %50, align 8, !tbaa !101
  %165 = icmp slt i64 %163, %164
  br i1 %165, label %159, label %151, !llvm.loop !141

166:                                              ; preds = %122, %142, %153
  store atomic i64 0, ptr %57 release, align 8
  %167 = icmp eq i32 %96, 2
  br i1 %167, label %168, label %69

168:                                              ; preds = %69, %72, %76, %166, %31
  %169 = phi i1 [ false, %31 ], [ true, %166 ], [ false, %76 ], [ false, %72 ], [ false, %69 ]
  %170 = load ptr, ptr %16, align 8, !tbaa !84
  %171 = icmp eq ptr %170, null
  br i1 %171, label %173, label %172

172:                                              ; preds = %168
  call void @PyEval_RestoreThread(ptr noundef nonnull %170) #37
  br label %173

173:                                              ; preds = %168, %172
  call void @llvm.lifetime.end.p0(i64 664, ptr nonnull %4) #37
  %174 = load i64, ptr %12, align 8, !tbaa !108
  %175 = add nsw i64 %174, -1
  store i64 %175, ptr %12, align 8, !tbaa !108
  br i1 %169, label %180, label %176

176:                                              ; preds = %7, %173
  %177 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !142
  %178 = load i64, ptr %177, align 8, !tbaa !104
  %179 = add nsw i64 %178, 1
  store i64 %179, ptr %177, align 8, !tbaa !104
  br label %180

180:                                              ; preds = %176, %173, %2
  %181 = phi ptr [ null, %2 ], [ %177, %176 ], [ null, %173 ]
  ret ptr %181
}

declare i64 @PyThreadState_GetID(ptr noundef) local_unnamed_addr

declare ptr @PyThreadState_Get() local_unnamed_addr

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc i64 @find_stack_limit() unnamed_addr #28 {
  %1 = alloca %union.pthread_attr_t, align 8
  %2 = alloca ptr, align 8
  %3 = alloca i64, align 8
  call void @llvm.lifetime.start.p0(i64 56, ptr nonnull %1) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %2) #37
  store ptr null, ptr %2, align 8, !tbaa !69
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %3) #37
  store i64 0, ptr %3, align 8, !tbaa !24
  %4 = tail call i64 @pthread_self() #48
  %5 = call i32 @pthread_getattr_np(i64 noundef %4, ptr noundef nonnull %1) #37
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %7, label %15

7:                                                ; preds = %0
  %8 = call i32 @pthread_attr_getstack(ptr noundef nonnull %1, ptr noundef nonnull %2, ptr noundef nonnull %3) #37
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %11, label %10

10:                                               ; preds = %7
  store ptr null, ptr %2, align 8, !tbaa !69
  br label %11

11:                                               ; preds = %7, %10
  %12 = call i32 @pthread_attr_destroy(ptr noundef nonnull %1) #37
  %13 = load ptr, ptr %2, align 8, !tbaa !69
  %14 = icmp eq ptr %13, null
  br i1 %14, label %15, label %17

15:                                               ; preds = %0, %11
  %16 = call ptr @llvm.frameaddress.p0(i32 0)
  br label %17

17:                                               ; preds = %11, %15
  %18 = phi ptr [ %16, %15 ], [ %13, %11 ]
  %19 = phi i64 [ -524288, %15 ], [ 262144, %11 ]
  %20 = ptrtoint ptr %18 to i64
  %21 = add nsw i64 %19, %20
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %3) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %2) #37
  call void @llvm.lifetime.end.p0(i64 56, ptr nonnull %1) #37
  ret i64 %21
}

; Function Attrs: nounwind
declare i32 @pthread_getattr_np(i64 noundef, ptr noundef) local_unnamed_addr #32

; Function Attrs: mustprogress nofree nosync nounwind willreturn memory(none)
declare i64 @pthread_self() local_unnamed_addr #35

; Function Attrs: nounwind
declare i32 @pthread_attr_getstack(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #32

; Function Attrs: nounwind
declare i32 @pthread_attr_destroy(ptr noundef) local_unnamed_addr #32

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(none)
declare ptr @llvm.frameaddress.p0(i32 immarg) #36

; Function Attrs: nounwind
declare void @llvm.x86.sse2.pause() #37

declare i32 @usleep(i32 noundef) local_unnamed_addr

declare void @_Py_Dealloc(ptr noundef) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define internal ptr @handler_malloc(ptr nocapture readnone %0, i64 noundef %1) #0 {
  %3 = tail call fastcc ptr @new_block(i64 noundef %1, i32 noundef 0)
  %4 = icmp eq ptr %3, null
  br i1 %4, label %8, label %5

5:                                                ; preds = %2
  %6 = getelementptr inbounds nuw i8, ptr %3, i64 8
  %7 = load ptr, ptr %6, align 8, !tbaa !26
  br label %8

8:                                                ; preds = %2, %5
  %9 = phi ptr [ %7, %5 ], [ null, %2 ]
  ret ptr %9
}

; Function Attrs: nounwind uwtable(sync)
define internal ptr @handler_calloc(ptr nocapture readnone %0, i64 noundef %1, i64 noundef %2) #0 {
  %4 = tail call { i64, i1 } @llvm.umul.with.overflow.i64(i64 %1, i64 %2)
  %5 = extractvalue { i64, i1 } %4, 1
  br i1 %5, label %13, label %6

6:                                                ; preds = %3
  %7 = extractvalue { i64, i1 } %4, 0
  %8 = tail call fastcc ptr @new_block(i64 noundef %7, i32 noundef 1)
  %9 = icmp eq ptr %8, null
  br i1 %9, label %13, label %10

10:                                               ; preds = %6
  %11 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %12 = load ptr, ptr %11, align 8, !tbaa !26
  br label %13

13:                                               ; preds = %10, %6, %3
  %14 = phi ptr [ null, %3 ], [ %12, %10 ], [ null, %6 ]
  ret ptr %14
}

; Function Attrs: nounwind uwtable(sync)
define internal ptr @handler_realloc(ptr nocapture readnone %0, ptr noundef %1, i64 noundef %2) #0 {
  %4 = icmp eq ptr %1, null
  br i1 %4, label %5, label %11

5:                                                ; preds = %3
  %6 = tail call fastcc ptr @new_block(i64 noundef %2, i32 noundef 0)
  %7 = icmp eq ptr %6, null
  br i1 %7, label %39, label %8

8:                                                ; preds = %5
  %9 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %10 = load ptr, ptr %9, align 8, !tbaa !26
  br label %39

11:                                               ; preds = %3
  %12 = getelementptr inbounds i8, ptr %1, i64 -64
  %13 = tail call fastcc ptr @new_block(i64 noundef %2, i32 noundef 0)
  %14 = icmp eq ptr %13, null
  br i1 %14, label %39, label %15

15:                                               ; preds = %11
  %16 = getelementptr inbounds i8, ptr %1, i64 -24
  %17 = load i64, ptr %16, align 8, !tbaa !27
  %18 = tail call i64 @llvm.smin.i64(i64 %17, i64 %2)
  %19 = getelementptr inbounds nuw i8, ptr %13, i64 8
  %20 = load ptr, ptr %19, align 8, !tbaa !26
  %21 = getelementptr inbounds i8, ptr %1, i64 -56
  %22 = load ptr, ptr %21, align 8, !tbaa !26
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %20, ptr align 1 %22, i64 %18, i1 false)
  %23 = load i64, ptr %12, align 8, !tbaa !25
  store i64 %23, ptr %13, align 8, !tbaa !25
  %24 = getelementptr inbounds i8, ptr %1, i64 -48
  %25 = load ptr, ptr %24, align 8, !tbaa !143
  %26 = getelementptr inbounds nuw i8, ptr %13, i64 16
  store ptr %25, ptr %26, align 8, !tbaa !143
  %27 = getelementptr inbounds i8, ptr %1, i64 -16
  %28 = load i64, ptr %27, align 8, !tbaa !24
  %29 = add i64 %28, -32768
  %30 = icmp ult i64 %29, 134184961
  br i1 %30, label %31, label %34, !prof !5

31:                                               ; preds = %15
  %32 = tail call fastcc i32 @keep_block(ptr noundef nonnull %12)
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %37

34:                                               ; preds = %31, %15
  %35 = getelementptr inbounds i8, ptr %1, i64 -8
  %36 = load ptr, ptr %35, align 8, !tbaa !23
  tail call void @free(ptr noundef %36) #37
  br label %37

37:                                               ; preds = %31, %34
  %38 = load ptr, ptr %19, align 8, !tbaa !26
  br label %39

39:                                               ; preds = %11, %8, %5, %37
  %40 = phi ptr [ %38, %37 ], [ %10, %8 ], [ null, %5 ], [ null, %11 ]
  ret ptr %40
}

; Function Attrs: nounwind uwtable(sync)
define internal void @handler_free(ptr nocapture readnone %0, ptr noundef %1, i64 %2) #0 {
  %4 = icmp eq ptr %1, null
  br i1 %4, label %17, label %5

5:                                                ; preds = %3
  %6 = getelementptr inbounds i8, ptr %1, i64 -16
  %7 = load i64, ptr %6, align 8, !tbaa !24
  %8 = add i64 %7, -32768
  %9 = icmp ult i64 %8, 134184961
  br i1 %9, label %10, label %14, !prof !5

10:                                               ; preds = %5
  %11 = getelementptr inbounds i8, ptr %1, i64 -64
  %12 = tail call fastcc i32 @keep_block(ptr noundef nonnull %11)
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %14, label %17

14:                                               ; preds = %10, %5
  %15 = getelementptr inbounds i8, ptr %1, i64 -8
  %16 = load ptr, ptr %15, align 8, !tbaa !23
  tail call void @free(ptr noundef %16) #37
  br label %17

17:                                               ; preds = %14, %10, %3
  ret void
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare { i64, i1 } @llvm.umul.with.overflow.i64(i64, i64) #5

; Function Attrs: nounwind uwtable(sync)
define internal ptr @new_dispatcher(ptr noundef %0, ptr noundef %1, ptr nocapture readnone %2) #0 {
  %4 = alloca ptr, align 8
  %5 = alloca ptr, align 8
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %4) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %5) #37
  %6 = call i32 (ptr, ptr, ...) @_PyArg_ParseTuple_SizeT(ptr noundef %1, ptr noundef nonnull @.str.11, ptr noundef nonnull %4, ptr noundef nonnull %5) #37
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %29, label %8

8:                                                ; preds = %3
  %9 = load ptr, ptr %4, align 8, !tbaa !70
  %10 = call ptr @PyUnicode_AsUTF8(ptr noundef %9) #37
  %11 = icmp eq ptr %10, null
  br i1 %11, label %29, label %12

12:                                               ; preds = %8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %14 = load ptr, ptr %13, align 8, !tbaa !144
  %15 = call ptr %14(ptr noundef %0, i64 noundef 0) #37
  %16 = icmp eq ptr %15, null
  br i1 %16, label %29, label %17

17:                                               ; preds = %12
  %18 = load ptr, ptr %4, align 8, !tbaa !70
  %19 = load i64, ptr %18, align 8, !tbaa !104
  %20 = add nsw i64 %19, 1
  store i64 %20, ptr %18, align 8, !tbaa !104
  %21 = getelementptr inbounds nuw i8, ptr %15, i64 48
  store ptr %18, ptr %21, align 8, !tbaa !150
  %22 = load ptr, ptr %5, align 8, !tbaa !70
  %23 = load i64, ptr %22, align 8, !tbaa !104
  %24 = add nsw i64 %23, 1
  store i64 %24, ptr %22, align 8, !tbaa !104
  %25 = getelementptr inbounds nuw i8, ptr %15, i64 56
  store ptr %22, ptr %25, align 8, !tbaa !154
  %26 = getelementptr inbounds nuw i8, ptr %15, i64 16
  store ptr %10, ptr %26, align 8, !tbaa !155
  %27 = getelementptr inbounds nuw i8, ptr %15, i64 24
  store ptr @call_dispatcher, ptr %27, align 8, !tbaa !156
  %28 = getelementptr inbounds nuw i8, ptr %15, i64 32
  store i32 128, ptr %28, align 8, !tbaa !157
  br label %29

29:                                               ; preds = %8, %17, %12, %3
  %30 = phi ptr [ null, %3 ], [ %15, %17 ], [ null, %12 ], [ null, %8 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %5) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %4) #37
  ret ptr %30
}

; Function Attrs: nounwind uwtable(sync)
define internal void @free_dispatcher(ptr noundef %0) #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %3 = load ptr, ptr %2, align 8, !tbaa !158
  tail call void @PyObject_GC_UnTrack(ptr noundef %0) #37
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %5 = load ptr, ptr %4, align 8, !tbaa !159
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %7 = load i64, ptr %6, align 8, !tbaa !160
  %8 = icmp sgt i64 %7, 0
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %6, i8 0, i64 24, i1 false)
  br i1 %8, label %9, label %15

9:                                                ; preds = %1, %9
  %10 = phi i64 [ %13, %9 ], [ 0, %1 ]
  %11 = getelementptr inbounds nuw ptr, ptr %5, i64 %10
  %12 = load ptr, ptr %11, align 8, !tbaa !161
  tail call fastcc void @release_entry(ptr noundef %12)
  %13 = add nuw nsw i64 %10, 1
  %14 = icmp eq i64 %13, %7
  br i1 %14, label %15, label %9, !llvm.loop !163

15:                                               ; preds = %9, %1
  tail call void @free(ptr noundef %5) #37
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %17 = load ptr, ptr %16, align 8, !tbaa !154
  %18 = icmp eq ptr %17, null
  br i1 %18, label %24, label %19

19:                                               ; preds = %15
  store ptr null, ptr %16, align 8, !tbaa !154
  %20 = load i64, ptr %17, align 8, !tbaa !104
  %21 = add nsw i64 %20, -1
  store i64 %21, ptr %17, align 8, !tbaa !104
  %22 = icmp eq i64 %21, 0
  br i1 %22, label %23, label %24

23:                                               ; preds = %19
  tail call void @_Py_Dealloc(ptr noundef nonnull %17) #37
  br label %24

24:                                               ; preds = %15, %19, %23
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %26 = load ptr, ptr %25, align 8, !tbaa !150
  %27 = icmp eq ptr %26, null
  br i1 %27, label %33, label %28

28:                                               ; preds = %24
  store ptr null, ptr %25, align 8, !tbaa !150
  %29 = load i64, ptr %26, align 8, !tbaa !104
  %30 = add nsw i64 %29, -1
  store i64 %30, ptr %26, align 8, !tbaa !104
  %31 = icmp eq i64 %30, 0
  br i1 %31, label %32, label %33

32:                                               ; preds = %28
  tail call void @_Py_Dealloc(ptr noundef nonnull %26) #37
  br label %33

33:                                               ; preds = %32, %28, %24
  %34 = getelementptr inbounds nuw i8, ptr %3, i64 320
  %35 = load ptr, ptr %34, align 8, !tbaa !164
  tail call void %35(ptr noundef nonnull %0) #37
  %36 = load i64, ptr %3, align 8, !tbaa !104
  %37 = add nsw i64 %36, -1
  store i64 %37, ptr %3, align 8, !tbaa !104
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %39, label %40

39:                                               ; preds = %33
  tail call void @_Py_Dealloc(ptr noundef nonnull %3) #37
  br label %40

40:                                               ; preds = %33, %39
  ret void
}

; Function Attrs: nounwind uwtable(sync)
define internal i32 @traverse_dispatcher(ptr nocapture noundef readonly %0, ptr nocapture noundef readonly %1, ptr noundef %2) #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %5 = load ptr, ptr %4, align 8, !tbaa !158
  %6 = icmp eq ptr %5, null
  br i1 %6, label %10, label %7

7:                                                ; preds = %3
  %8 = tail call i32 %1(ptr noundef nonnull %5, ptr noundef %2) #37
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %83

10:                                               ; preds = %3, %7
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %12 = load ptr, ptr %11, align 8, !tbaa !154
  %13 = icmp eq ptr %12, null
  br i1 %13, label %17, label %14

14:                                               ; preds = %10
  %15 = tail call i32 %1(ptr noundef nonnull %12, ptr noundef %2) #37
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %17, label %83

17:                                               ; preds = %14, %10
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %19 = load i64, ptr %18, align 8, !tbaa !160
  %20 = icmp sgt i64 %19, 0
  br i1 %20, label %21, label %83

21:                                               ; preds = %17
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 80
  br label %23

23:                                               ; preds = %21, %79
  %24 = phi i64 [ 0, %21 ], [ %80, %79 ]
  %25 = load ptr, ptr %22, align 8, !tbaa !159
  %26 = getelementptr inbounds nuw ptr, ptr %25, i64 %24
  %27 = load ptr, ptr %26, align 8, !tbaa !161
  %28 = load i64, ptr %27, align 8, !tbaa !165
  %29 = icmp sgt i64 %28, 1
  br i1 %29, label %79, label %30

30:                                               ; preds = %23
  %31 = getelementptr inbounds nuw i8, ptr %27, i64 104
  %32 = load ptr, ptr %31, align 8, !tbaa !169
  %33 = icmp eq ptr %32, null
  br i1 %33, label %37, label %34

34:                                               ; preds = %30
  %35 = tail call i32 %1(ptr noundef nonnull %32, ptr noundef %2) #37
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %37, label %83

37:                                               ; preds = %30, %34
  %38 = getelementptr inbounds nuw i8, ptr %27, i64 112
  %39 = load ptr, ptr %38, align 8, !tbaa !170
  %40 = icmp eq ptr %39, null
  br i1 %40, label %44, label %41

41:                                               ; preds = %37
  %42 = tail call i32 %1(ptr noundef nonnull %39, ptr noundef %2) #37
  %43 = icmp eq i32 %42, 0
  br i1 %43, label %44, label %83

44:                                               ; preds = %37, %41
  %45 = getelementptr inbounds nuw i8, ptr %27, i64 120
  %46 = load ptr, ptr %45, align 8, !tbaa !171
  %47 = icmp eq ptr %46, null
  br i1 %47, label %51, label %48

48:                                               ; preds = %44
  %49 = tail call i32 %1(ptr noundef nonnull %46, ptr noundef %2) #37
  %50 = icmp eq i32 %49, 0
  br i1 %50, label %51, label %83

51:                                               ; preds = %44, %48
  %52 = getelementptr inbounds nuw i8, ptr %27, i64 128
  %53 = load ptr, ptr %52, align 8, !tbaa !172
  %54 = icmp eq ptr %53, null
  br i1 %54, label %58, label %55

55:                                               ; preds = %51
  %56 = tail call i32 %1(ptr noundef nonnull %53, ptr noundef %2) #37
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %58, label %83

58:                                               ; preds = %51, %55
  %59 = getelementptr inbounds nuw i8, ptr %27, i64 152
  %60 = load ptr, ptr %59, align 8, !tbaa !173
  %61 = icmp eq ptr %60, null
  br i1 %61, label %65, label %62

62:                                               ; preds = %58
  %63 = tail call i32 %1(ptr noundef nonnull %60, ptr noundef %2) #37
  %64 = icmp eq i32 %63, 0
  br i1 %64, label %65, label %83

65:                                               ; preds = %58, %62
  %66 = getelementptr inbounds nuw i8, ptr %27, i64 160
  %67 = load ptr, ptr %66, align 8, !tbaa !174
  %68 = icmp eq ptr %67, null
  br i1 %68, label %72, label %69

69:                                               ; preds = %65
  %70 = tail call i32 %1(ptr noundef nonnull %67, ptr noundef %2) #37
  %71 = icmp eq i32 %70, 0
  br i1 %71, label %72, label %83

72:                                               ; preds = %65, %69
  %73 = getelementptr inbounds nuw i8, ptr %27, i64 168
  %74 = load ptr, ptr %73, align 8, !tbaa !175
  %75 = icmp eq ptr %74, null
  br i1 %75, label %79, label %76

76:                                               ; preds = %72
  %77 = tail call i32 %1(ptr noundef nonnull %74, ptr noundef %2) #37
  %78 = icmp eq i32 %77, 0
  br i1 %78, label %79, label %83

79:                                               ; preds = %76, %23, %72
  %80 = add nuw nsw i64 %24, 1
  %81 = load i64, ptr %18, align 8, !tbaa !160
  %82 = icmp slt i64 %80, %81
  br i1 %82, label %23, label %83, !llvm.loop !176

83:                                               ; preds = %76, %34, %41, %48, %55, %62, %69, %79, %17, %7, %14
  %84 = phi i32 [ %15, %14 ], [ %8, %7 ], [ 0, %17 ], [ %77, %76 ], [ %35, %34 ], [ %42, %41 ], [ %49, %48 ], [ %56, %55 ], [ %63, %62 ], [ %70, %69 ], [ 0, %79 ]
  ret i32 %84
}

; Function Attrs: nounwind uwtable(sync)
define internal noundef i32 @clear_dispatcher(ptr nocapture noundef initializes((72, 80)) %0) #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %3 = load ptr, ptr %2, align 8, !tbaa !159
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %5 = load i64, ptr %4, align 8, !tbaa !160
  %6 = icmp sgt i64 %5, 0
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %4, i8 0, i64 24, i1 false)
  br i1 %6, label %7, label %13

7:                                                ; preds = %1, %7
  %8 = phi i64 [ %11, %7 ], [ 0, %1 ]
  %9 = getelementptr inbounds nuw ptr, ptr %3, i64 %8
  %10 = load ptr, ptr %9, align 8, !tbaa !161
  tail call fastcc void @release_entry(ptr noundef %10)
  %11 = add nuw nsw i64 %8, 1
  %12 = icmp eq i64 %11, %5
  br i1 %12, label %13, label %7, !llvm.loop !163

13:                                               ; preds = %7, %1
  tail call void @free(ptr noundef %3) #37
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %15 = load ptr, ptr %14, align 8, !tbaa !154
  %16 = icmp eq ptr %15, null
  br i1 %16, label %22, label %17

17:                                               ; preds = %13
  store ptr null, ptr %14, align 8, !tbaa !154
  %18 = load i64, ptr %15, align 8, !tbaa !104
  %19 = add nsw i64 %18, -1
  store i64 %19, ptr %15, align 8, !tbaa !104
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %21, label %22

21:                                               ; preds = %17
  tail call void @_Py_Dealloc(ptr noundef nonnull %15) #37
  br label %22

22:                                               ; preds = %21, %17, %13
  ret i32 0
}

declare ptr @PyUnicode_AsUTF8(ptr noundef) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define internal ptr @call_dispatcher(ptr nocapture noundef readonly %0, ptr noundef %1, i64 noundef %2) #0 {
  %4 = alloca ptr, align 8
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %4) #37
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %6 = load i64, ptr %5, align 8, !tbaa !160
  %7 = icmp sgt i64 %6, 0
  br i1 %7, label %8, label %30

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 80
  br label %10

10:                                               ; preds = %8, %26
  %11 = phi i64 [ %6, %8 ], [ %27, %26 ]
  %12 = phi i64 [ 0, %8 ], [ %28, %26 ]
  %13 = load ptr, ptr %9, align 8, !tbaa !159
  %14 = getelementptr inbounds nuw ptr, ptr %13, i64 %12
  %15 = load ptr, ptr %14, align 8, !tbaa !161
  %16 = getelementptr inbounds nuw i8, ptr %15, i64 16
  %17 = load i64, ptr %16, align 8, !tbaa !177
  %18 = icmp eq i64 %17, %2
  br i1 %18, label %19, label %26

19:                                               ; preds = %10
  %20 = call fastcc i32 @attempt(ptr noundef nonnull %0, i64 noundef %12, ptr noundef %1, ptr noundef %4)
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %22, label %24

22:                                               ; preds = %19
  %23 = load i64, ptr %5, align 8, !tbaa !160
  br label %26

24:                                               ; preds = %19
  %25 = load ptr, ptr %4, align 8, !tbaa !70
  br label %34

26:                                               ; preds = %22, %10
  %27 = phi i64 [ %23, %22 ], [ %11, %10 ]
  %28 = add nuw nsw i64 %12, 1
  %29 = icmp slt i64 %28, %27
  br i1 %29, label %10, label %30, !llvm.loop !178

30:                                               ; preds = %26, %3
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %32 = load ptr, ptr %31, align 8, !tbaa !154
  %33 = tail call ptr @PyObject_Vectorcall(ptr noundef %32, ptr noundef %1, i64 noundef %2, ptr noundef null) #37
  br label %34

34:                                               ; preds = %24, %30
  %35 = phi ptr [ %33, %30 ], [ %25, %24 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %4) #37
  ret ptr %35
}

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @attempt(ptr nocapture noundef readonly %0, i64 noundef %1, ptr nocapture noundef readonly %2, ptr nocapture noundef nonnull writeonly %3) unnamed_addr #28 {
  %5 = alloca i32, align 4
  %6 = alloca ptr, align 8
  %7 = alloca %struct.Ctx, align 8
  %8 = alloca %struct.Frame, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %10 = load ptr, ptr %9, align 8, !tbaa !159
  %11 = getelementptr inbounds ptr, ptr %10, i64 %1
  %12 = load ptr, ptr %11, align 8, !tbaa !161
  call void @llvm.lifetime.start.p0(i64 664, ptr nonnull %7) #37
  %13 = getelementptr inbounds nuw i8, ptr %7, i64 112
  store ptr null, ptr %13, align 8, !tbaa !15
  call void @llvm.lifetime.start.p0(i64 32, ptr nonnull %8) #37
  store ptr %7, ptr %8, align 8, !tbaa !179
  %14 = getelementptr inbounds nuw i8, ptr %12, i64 56
  %15 = load i64, ptr %14, align 8, !tbaa !181
  %16 = shl i64 %15, 3
  %17 = add i64 %16, 8
  %18 = alloca i8, i64 %17, align 16
  %19 = getelementptr inbounds nuw i8, ptr %8, i64 8
  store ptr %18, ptr %19, align 8, !tbaa !182
  %20 = getelementptr inbounds nuw i8, ptr %12, i64 72
  %21 = load i64, ptr %20, align 8, !tbaa !183
  %22 = mul i64 %21, 48
  %23 = or disjoint i64 %22, 8
  %24 = alloca i8, i64 %23, align 16
  %25 = getelementptr inbounds nuw i8, ptr %8, i64 16
  store ptr %24, ptr %25, align 8, !tbaa !184
  %26 = getelementptr inbounds nuw i8, ptr %12, i64 168
  %27 = load ptr, ptr %26, align 8, !tbaa !175
  %28 = getelementptr inbounds nuw i8, ptr %27, i64 24
  %29 = getelementptr inbounds nuw i8, ptr %8, i64 24
  store ptr %28, ptr %29, align 8, !tbaa !185
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %6) #37
  %30 = getelementptr inbounds nuw i8, ptr %12, i64 88
  %31 = load ptr, ptr %30, align 8, !tbaa !186
  store ptr %31, ptr %6, align 8, !tbaa !187
  %32 = getelementptr inbounds nuw i8, ptr %12, i64 16
  %33 = load i64, ptr %32, align 8, !tbaa !177
  %34 = icmp sgt i64 %33, 0
  br i1 %34, label %35, label %100

35:                                               ; preds = %4, %96
  %36 = phi i64 [ %97, %96 ], [ 0, %4 ]
  %37 = load ptr, ptr %6, align 8, !tbaa !187
  %38 = load i8, ptr %37, align 4, !tbaa !188
  switch i8 %38, label %89 [
    i8 0, label %39
    i8 1, label %53
    i8 6, label %83
  ]

39:                                               ; preds = %35
  %40 = getelementptr inbounds nuw ptr, ptr %2, i64 %36
  %41 = load ptr, ptr %40, align 8, !tbaa !70
  %42 = getelementptr inbounds nuw i8, ptr %41, i64 8
  %43 = load ptr, ptr %42, align 8, !tbaa !158
  %44 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 16), align 8, !tbaa !190
  %45 = icmp eq ptr %43, %44
  br i1 %45, label %46, label %137

46:                                               ; preds = %39
  %47 = getelementptr inbounds nuw i8, ptr %37, i64 4
  %48 = load i32, ptr %47, align 4, !tbaa !191
  %49 = sext i32 %48 to i64
  %50 = getelementptr inbounds i64, ptr %18, i64 %49
  %51 = getelementptr inbounds nuw i8, ptr %41, i64 16
  %52 = load i64, ptr %51, align 8
  store i64 %52, ptr %50, align 8
  br label %94

53:                                               ; preds = %35
  %54 = getelementptr inbounds nuw ptr, ptr %2, i64 %36
  %55 = load ptr, ptr %54, align 8, !tbaa !70
  %56 = getelementptr inbounds nuw i8, ptr %37, i64 4
  %57 = load i32, ptr %56, align 4, !tbaa !191
  %58 = sext i32 %57 to i64
  %59 = getelementptr inbounds i64, ptr %18, i64 %58
  call void @llvm.lifetime.start.p0(i64 4, ptr nonnull %5) #37
  %60 = getelementptr inbounds nuw i8, ptr %55, i64 8
  %61 = load ptr, ptr %60, align 8, !tbaa !158
  %62 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 8), align 8, !tbaa !192
  %63 = icmp eq ptr %61, %62
  br i1 %63, label %65, label %64

64:                                               ; preds = %53
  call void @llvm.lifetime.end.p0(i64 4, ptr nonnull %5) #37
  br label %137

65:                                               ; preds = %53
  %66 = getelementptr inbounds nuw i8, ptr %55, i64 16
  %67 = load i64, ptr %66, align 8, !tbaa !193
  %68 = add i64 %67, -2
  %69 = icmp ult i64 %68, -3
  br i1 %69, label %79, label %70

70:                                               ; preds = %65
  %71 = icmp eq i64 %67, 0
  br i1 %71, label %77, label %72

72:                                               ; preds = %70
  %73 = getelementptr inbounds nuw i8, ptr %55, i64 24
  %74 = load i32, ptr %73, align 8, !tbaa !37
  %75 = zext i32 %74 to i64
  %76 = mul nsw i64 %67, %75
  br label %77

77:                                               ; preds = %72, %70
  %78 = phi i64 [ %76, %72 ], [ 0, %70 ]
  store i64 %78, ptr %59, align 8, !tbaa !24
  call void @llvm.lifetime.end.p0(i64 4, ptr nonnull %5) #37
  br label %94

79:                                               ; preds = %65
  %80 = call i64 @PyLong_AsLongLongAndOverflow(ptr noundef nonnull %55, ptr noundef nonnull %5) #37
  store i64 %80, ptr %59, align 8, !tbaa !24
  %81 = load i32, ptr %5, align 4, !tbaa !37
  %82 = icmp eq i32 %81, 0
  call void @llvm.lifetime.end.p0(i64 4, ptr nonnull %5) #37
  br i1 %82, label %94, label %137

83:                                               ; preds = %35
  %84 = getelementptr inbounds nuw i8, ptr %37, i64 24
  store ptr %84, ptr %6, align 8, !tbaa !187
  %85 = getelementptr inbounds nuw ptr, ptr %2, i64 %36
  %86 = load ptr, ptr %85, align 8, !tbaa !70
  %87 = call fastcc i32 @unbox_array(ptr noundef nonnull %37, ptr noundef %86, ptr noundef nonnull readonly %8)
  %88 = icmp eq i32 %87, 0
  br i1 %88, label %137, label %96

89:                                               ; preds = %35
  %90 = getelementptr inbounds nuw ptr, ptr %2, i64 %36
  %91 = load ptr, ptr %90, align 8, !tbaa !70
  %92 = call fastcc i32 @unbox(ptr noundef %6, ptr noundef %91, ptr noundef nonnull readonly %8)
  %93 = icmp eq i32 %92, 0
  br i1 %93, label %137, label %96

94:                                               ; preds = %79, %77, %46
  %95 = getelementptr inbounds nuw i8, ptr %37, i64 24
  store ptr %95, ptr %6, align 8, !tbaa !187
  br label %96

96:                                               ; preds = %94, %89, %83
  %97 = add nuw nsw i64 %36, 1
  %98 = load i64, ptr %32, align 8, !tbaa !177
  %99 = icmp slt i64 %97, %98
  br i1 %99, label %35, label %100, !llvm.loop !194

100:                                              ; preds = %96, %4
  %101 = getelementptr inbounds nuw i8, ptr %12, i64 120
  %102 = load ptr, ptr %101, align 8, !tbaa !171
  %103 = icmp eq ptr %102, null
  br i1 %103, label %156, label %104

104:                                              ; preds = %100
  %105 = getelementptr inbounds nuw i8, ptr %102, i64 24
  %106 = load i64, ptr %105, align 8, !tbaa !195
  %107 = getelementptr inbounds nuw i8, ptr %12, i64 136
  %108 = load i64, ptr %107, align 8, !tbaa !199
  %109 = icmp eq i64 %106, %108
  br i1 %109, label %110, label %118

110:                                              ; preds = %104
  %111 = getelementptr inbounds nuw i8, ptr %12, i64 128
  %112 = load ptr, ptr %111, align 8, !tbaa !172
  %113 = getelementptr inbounds nuw i8, ptr %112, i64 24
  %114 = load i64, ptr %113, align 8, !tbaa !195
  %115 = getelementptr inbounds nuw i8, ptr %12, i64 144
  %116 = load i64, ptr %115, align 8, !tbaa !200
  %117 = icmp eq i64 %114, %116
  br i1 %117, label %121, label %118

118:                                              ; preds = %110, %104
  %119 = call fastcc i32 @refresh_globals(ptr noundef nonnull %12)
  %120 = icmp eq i32 %119, 0
  br i1 %120, label %137, label %121

121:                                              ; preds = %118, %110
  %122 = getelementptr inbounds nuw i8, ptr %12, i64 176
  %123 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %124 = load i64, ptr %123, align 8, !tbaa !201
  %125 = icmp slt i64 %124, 1
  br i1 %125, label %156, label %130

126:                                              ; preds = %130
  %127 = add nuw nsw i64 %131, 1
  %128 = load i64, ptr %123, align 8, !tbaa !201
  %129 = icmp slt i64 %127, %128
  br i1 %129, label %130, label %156, !llvm.loop !202

130:                                              ; preds = %121, %126
  %131 = phi i64 [ %127, %126 ], [ 0, %121 ]
  %132 = load ptr, ptr %122, align 8, !tbaa !203
  %133 = getelementptr inbounds nuw ptr, ptr %132, i64 %131
  %134 = load ptr, ptr %133, align 8, !tbaa !70
  %135 = call fastcc i32 @unbox(ptr noundef %6, ptr noundef %134, ptr noundef nonnull readonly %8)
  %136 = icmp eq i32 %135, 0
  br i1 %136, label %137, label %126

137:                                              ; preds = %89, %83, %79, %39, %130, %118, %64
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %6) #37
  %138 = load ptr, ptr %13, align 8, !tbaa !15
  store ptr null, ptr %13, align 8, !tbaa !15
  %139 = icmp eq ptr %138, null
  br i1 %139, label %181, label %140

140:                                              ; preds = %137, %154
  %141 = phi ptr [ %143, %154 ], [ %138, %137 ]
  %142 = getelementptr inbounds nuw i8, ptr %141, i64 32
  %143 = load ptr, ptr %142, align 8, !tbaa !20
  %144 = getelementptr inbounds nuw i8, ptr %141, i64 48
  %145 = load i64, ptr %144, align 8, !tbaa !24
  %146 = add i64 %145, -32768
  %147 = icmp ult i64 %146, 134184961
  br i1 %147, label %148, label %151, !prof !5

148:                                              ; preds = %140
  %149 = call fastcc i32 @keep_block(ptr noundef nonnull %141)
  %150 = icmp eq i32 %149, 0
  br i1 %150, label %151, label %154

151:                                              ; preds = %148, %140
  %152 = getelementptr inbounds nuw i8, ptr %141, i64 56
  %153 = load ptr, ptr %152, align 8, !tbaa !23
  call void @free(ptr noundef %153) #37
  br label %154

154:                                              ; preds = %151, %148
  %155 = icmp eq ptr %143, null
  br i1 %155, label %181, label %140, !llvm.loop !204

156:                                              ; preds = %126, %121, %100
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %6) #37
  %157 = icmp eq i64 %1, 0
  br i1 %157, label %165, label %158

158:                                              ; preds = %156
  %159 = load ptr, ptr %9, align 8, !tbaa !159
  %160 = getelementptr inbounds ptr, ptr %159, i64 %1
  %161 = load ptr, ptr %160, align 8, !tbaa !161
  %162 = getelementptr inbounds nuw i8, ptr %159, i64 8
  %163 = shl i64 %1, 3
  call void @llvm.memmove.p0.p0.i64(ptr nonnull align 8 %162, ptr align 8 %159, i64 %163, i1 false)
  %164 = load ptr, ptr %9, align 8, !tbaa !159
  store ptr %161, ptr %164, align 8, !tbaa !161
  br label %165

165:                                              ; preds = %158, %156
  %166 = load i64, ptr %12, align 8, !tbaa !165
  %167 = add nsw i64 %166, 1
  store i64 %167, ptr %12, align 8, !tbaa !165
  %168 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %169 = load i64, ptr %168, align 8, !tbaa !201
  %170 = icmp eq i64 %169, 0
  br i1 %170, label %171, label %173

171:                                              ; preds = %165
  %172 = call fastcc ptr @run_entry(ptr noundef nonnull %12, ptr noundef %8)
  br label %175

173:                                              ; preds = %165
  %174 = call fastcc ptr @run_holding_shared(ptr noundef nonnull %12, ptr noundef %8)
  br label %175

175:                                              ; preds = %173, %171
  %176 = phi ptr [ %172, %171 ], [ %174, %173 ]
  store ptr %176, ptr %3, align 8, !tbaa !70
  %177 = load ptr, ptr %13, align 8, !tbaa !15
  %178 = icmp eq ptr %177, null
  br i1 %178, label %180, label %179, !prof !115

179:                                              ; preds = %175
  call fastcc void @free_buffers(ptr noundef %7)
  br label %180

180:                                              ; preds = %179, %175
  call fastcc void @release_entry(ptr noundef nonnull %12)
  br label %181

181:                                              ; preds = %154, %137, %180
  %182 = phi i32 [ 1, %180 ], [ 0, %137 ], [ 0, %154 ]
  call void @llvm.lifetime.end.p0(i64 32, ptr nonnull %8) #37
  call void @llvm.lifetime.end.p0(i64 664, ptr nonnull %7) #37
  ret i32 %182
}

declare ptr @PyObject_Vectorcall(ptr noundef, ptr noundef, i64 noundef, ptr noundef) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define internal fastcc void @free_buffers(ptr nocapture noundef nonnull %0) unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %3 = load ptr, ptr %2, align 8, !tbaa !15
  store ptr null, ptr %2, align 8, !tbaa !15
  %4 = icmp eq ptr %3, null
  br i1 %4, label %21, label %5

5:                                                ; preds = %1, %19
  %6 = phi ptr [ %8, %19 ], [ %3, %1 ]
  %7 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %8 = load ptr, ptr %7, align 8, !tbaa !20
  %9 = getelementptr inbounds nuw i8, ptr %6, i64 48
  %10 = load i64, ptr %9, align 8, !tbaa !24
  %11 = add i64 %10, -32768
  %12 = icmp ult i64 %11, 134184961
  br i1 %12, label %13, label %16, !prof !5

13:                                               ; preds = %5
  %14 = tail call fastcc i32 @keep_block(ptr noundef nonnull %6)
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %16, label %19

16:                                               ; preds = %13, %5
  %17 = getelementptr inbounds nuw i8, ptr %6, i64 56
  %18 = load ptr, ptr %17, align 8, !tbaa !23
  tail call void @free(ptr noundef %18) #37
  br label %19

19:                                               ; preds = %13, %16
  %20 = icmp eq ptr %8, null
  br i1 %20, label %21, label %5, !llvm.loop !204

21:                                               ; preds = %19, %1
  ret void
}

; Function Attrs: nounwind uwtable(sync)
define internal fastcc ptr @run_entry(ptr nocapture noundef readonly %0, ptr nocapture noundef nonnull readonly %1) unnamed_addr #0 {
  %3 = alloca ptr, align 8
  %4 = load ptr, ptr %1, align 8, !tbaa !179
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %6 = load i64, ptr %5, align 8, !tbaa !205
  %7 = shl i64 %6, 3
  %8 = add i64 %7, 8
  %9 = alloca i8, i64 %8, align 16
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %11 = load i64, ptr %10, align 8, !tbaa !206
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %14, label %13

13:                                               ; preds = %2
  call void @llvm.memset.p0.i64(ptr nonnull align 16 %9, i8 0, i64 %7, i1 false)
  br label %14

14:                                               ; preds = %13, %2
  store i64 1024, ptr %4, align 8, !tbaa !85
  %15 = getelementptr inbounds nuw i8, ptr %4, i64 8
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %15, i8 0, i64 24, i1 false)
  %16 = tail call ptr @PyThreadState_Get() #37
  %17 = tail call i64 @PyThreadState_GetID(ptr noundef %16) #37
  %18 = and i64 %17, 63
  %19 = getelementptr inbounds nuw [64 x %struct.anon.10], ptr @known_stacks, i64 0, i64 %18
  %20 = load i64, ptr %19, align 16, !tbaa !136
  %21 = icmp eq i64 %20, %17
  br i1 %21, label %22, label %26, !prof !115

22:                                               ; preds = %14
  %23 = getelementptr inbounds nuw i8, ptr %19, i64 8
  %24 = load i64, ptr %23, align 8, !tbaa !138
  %25 = icmp eq i64 %24, 0
  br i1 %25, label %26, label %29, !prof !5

26:                                               ; preds = %22, %14
  %27 = tail call fastcc i64 @find_stack_limit()
  %28 = getelementptr inbounds nuw i8, ptr %19, i64 8
  store i64 %27, ptr %28, align 8, !tbaa !138
  store i64 %17, ptr %19, align 16, !tbaa !136
  br label %29

29:                                               ; preds = %22, %26
  %30 = phi i64 [ %27, %26 ], [ %24, %22 ]
  %31 = getelementptr inbounds nuw i8, ptr %4, i64 32
  store i64 %30, ptr %31, align 8, !tbaa !139
  %32 = getelementptr inbounds nuw i8, ptr %4, i64 40
  %33 = getelementptr inbounds nuw i8, ptr %4, i64 120
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(72) %32, i8 0, i64 72, i1 false)
  store ptr null, ptr %33, align 8, !tbaa !82
  %34 = getelementptr inbounds nuw i8, ptr %4, i64 640
  store i64 0, ptr %34, align 8, !tbaa !93
  %35 = getelementptr inbounds nuw i8, ptr %4, i64 648
  store i64 1024, ptr %35, align 8, !tbaa !88
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %37 = load ptr, ptr %36, align 8, !tbaa !207
  %38 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %39 = load ptr, ptr %38, align 8, !tbaa !182
  %40 = call i32 %37(ptr noundef nonnull %4, ptr noundef %39, ptr noundef nonnull %9) #37
  %41 = load ptr, ptr %15, align 8, !tbaa !84
  %42 = icmp eq ptr %41, null
  br i1 %42, label %44, label %43

43:                                               ; preds = %29
  call void @PyEval_RestoreThread(ptr noundef nonnull %41) #37
  br label %44

44:                                               ; preds = %43, %29
  %45 = icmp eq i32 %40, 0
  br i1 %45, label %48, label %46, !prof !115

46:                                               ; preds = %44
  %47 = call fastcc ptr @failed(i32 noundef %40, ptr noundef nonnull %0, ptr noundef %9, ptr noundef nonnull %4)
  br label %121

48:                                               ; preds = %44
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %50 = load ptr, ptr %49, align 8, !tbaa !208
  %51 = load i8, ptr %50, align 4, !tbaa !188
  %52 = icmp eq i8 %51, 0
  br i1 %52, label %53, label %56

53:                                               ; preds = %48
  %54 = load double, ptr %9, align 16
  %55 = call ptr @PyFloat_FromDouble(double noundef %54) #37
  br label %121

56:                                               ; preds = %48
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %58 = load i64, ptr %57, align 8, !tbaa !209
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %3)
  store ptr %50, ptr %3, align 8, !tbaa !187
  %59 = icmp sgt i64 %58, 0
  br i1 %59, label %60, label %117

60:                                               ; preds = %56
  %61 = and i64 %58, 3
  %62 = icmp ult i64 %58, 4
  br i1 %62, label %65, label %63

63:                                               ; preds = %60
  %64 = and i64 %58, 9223372036854775804
  br label %85

65:                                               ; preds = %85, %60
  %66 = phi i32 [ poison, %60 ], [ %111, %85 ]
  %67 = phi i64 [ 0, %60 ], [ %112, %85 ]
  %68 = phi i32 [ 0, %60 ], [ %111, %85 ]
  %69 = icmp eq i64 %61, 0
  br i1 %69, label %82, label %70

70:                                               ; preds = %65, %70
  %71 = phi i64 [ %79, %70 ], [ %67, %65 ]
  %72 = phi i32 [ %78, %70 ], [ %68, %65 ]
  %73 = phi i64 [ %80, %70 ], [ 0, %65 ]
  %74 = getelementptr inbounds nuw %struct.Op, ptr %50, i64 %71
  %75 = load i8, ptr %74, align 4, !tbaa !188
  %76 = icmp eq i8 %75, 6
  %77 = zext i1 %76 to i32
  %78 = add nuw nsw i32 %72, %77
  %79 = add nuw nsw i64 %71, 1
  %80 = add i64 %73, 1
  %81 = icmp eq i64 %80, %61
  br i1 %81, label %82, label %70, !llvm.loop !210

82:                                               ; preds = %70, %65
  %83 = phi i32 [ %66, %65 ], [ %78, %70 ]
  %84 = icmp samesign ugt i32 %83, 1
  br i1 %84, label %115, label %117

85:                                               ; preds = %85, %63
  %86 = phi i64 [ 0, %63 ], [ %112, %85 ]
  %87 = phi i32 [ 0, %63 ], [ %111, %85 ]
  %88 = phi i64 [ 0, %63 ], [ %113, %85 ]
  %89 = getelementptr inbounds nuw %struct.Op, ptr %50, i64 %86
  %90 = load i8, ptr %89, align 4, !tbaa !188
  %91 = icmp eq i8 %90, 6
  %92 = zext i1 %91 to i32
  %93 = add nuw nsw i32 %87, %92
  %94 = or disjoint i64 %86, 1
  %95 = getelementptr inbounds nuw %struct.Op, ptr %50, i64 %94
  %96 = load i8, ptr %95, align 4, !tbaa !188
  %97 = icmp eq i8 %96, 6
  %98 = zext i1 %97 to i32
  %99 = add nuw nsw i32 %93, %98
  %100 = or disjoint i64 %86, 2
  %101 = getelementptr inbounds nuw %struct.Op, ptr %50, i64 %100
  %102 = load i8, ptr %101, align 4, !tbaa !188
  %103 = icmp eq i8 %102, 6
  %104 = zext i1 %103 to i32
  %105 = add nuw nsw i32 %99, %104
  %106 = or disjoint i64 %86, 3
  %107 = getelementptr inbounds nuw %struct.Op, ptr %50, i64 %106
  %108 = load i8, ptr %107, align 4, !tbaa !188
  %109 = icmp eq i8 %108, 6
  %110 = zext i1 %109 to i32
  %111 = add nuw nsw i32 %105, %110
  %112 = add nuw nsw i64 %86, 4
  %113 = add i64 %88, 4
  %114 = icmp eq i64 %113, %64
  br i1 %114, label %65, label %85, !llvm.loop !211

115:                                              ; preds = %82
  %116 = call fastcc ptr @box_sharing(ptr noundef nonnull %50, i64 noundef %58, ptr noundef nonnull %9, ptr noundef nonnull %4)
  br label %119

117:                                              ; preds = %82, %56
  %118 = call fastcc ptr @box(ptr noundef %3, ptr noundef nonnull %9, ptr noundef nonnull %4)
  br label %119

119:                                              ; preds = %115, %117
  %120 = phi ptr [ %116, %115 ], [ %118, %117 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %3)
  br label %121

121:                                              ; preds = %53, %119, %46
  %122 = phi ptr [ %47, %46 ], [ %55, %53 ], [ %120, %119 ]
  ret ptr %122
}

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc ptr @run_holding_shared(ptr nocapture noundef readonly %0, ptr nocapture noundef nonnull readonly %1) unnamed_addr #28 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %4 = load i64, ptr %3, align 8, !tbaa !201
  %5 = shl i64 %4, 3
  %6 = alloca i8, i64 %5, align 16
  %7 = icmp sgt i64 %4, 0
  br i1 %7, label %10, label %8

8:                                                ; preds = %2
  %9 = tail call fastcc ptr @run_entry(ptr noundef nonnull %0, ptr noundef %1)
  br label %45

10:                                               ; preds = %2
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %12 = load ptr, ptr %11, align 8, !tbaa !203
  %13 = and i64 %4, 1
  %14 = icmp eq i64 %4, 1
  br i1 %14, label %17, label %15

15:                                               ; preds = %10
  %16 = and i64 %4, 9223372036854775806
  br label %28

17:                                               ; preds = %28, %10
  %18 = phi i64 [ 0, %10 ], [ %42, %28 ]
  %19 = icmp eq i64 %13, 0
  br i1 %19, label %26, label %20

20:                                               ; preds = %17
  %21 = getelementptr inbounds nuw ptr, ptr %12, i64 %18
  %22 = load ptr, ptr %21, align 8, !tbaa !70
  %23 = load i64, ptr %22, align 8, !tbaa !104
  %24 = add nsw i64 %23, 1
  store i64 %24, ptr %22, align 8, !tbaa !104
  %25 = getelementptr inbounds nuw ptr, ptr %6, i64 %18
  store ptr %22, ptr %25, align 8, !tbaa !70
  br label %26

26:                                               ; preds = %17, %20
  %27 = tail call fastcc ptr @run_entry(ptr noundef nonnull %0, ptr noundef %1)
  br label %47

28:                                               ; preds = %28, %15
  %29 = phi i64 [ 0, %15 ], [ %42, %28 ]
  %30 = phi i64 [ 0, %15 ], [ %43, %28 ]
  %31 = getelementptr inbounds nuw ptr, ptr %12, i64 %29
  %32 = load ptr, ptr %31, align 8, !tbaa !70
  %33 = load i64, ptr %32, align 8, !tbaa !104
  %34 = add nsw i64 %33, 1
  store i64 %34, ptr %32, align 8, !tbaa !104
  %35 = getelementptr inbounds nuw ptr, ptr %6, i64 %29
  store ptr %32, ptr %35, align 16, !tbaa !70
  %36 = or disjoint i64 %29, 1
  %37 = getelementptr inbounds nuw ptr, ptr %12, i64 %36
  %38 = load ptr, ptr %37, align 8, !tbaa !70
  %39 = load i64, ptr %38, align 8, !tbaa !104
  %40 = add nsw i64 %39, 1
  store i64 %40, ptr %38, align 8, !tbaa !104
  %41 = getelementptr inbounds nuw ptr, ptr %6, i64 %36
  store ptr %38, ptr %41, align 8, !tbaa !70
  %42 = add nuw nsw i64 %29, 2
  %43 = add i64 %30, 2
  %44 = icmp eq i64 %43, %16
  br i1 %44, label %17, label %28, !llvm.loop !212

45:                                               ; preds = %55, %8
  %46 = phi ptr [ %9, %8 ], [ %27, %55 ]
  ret ptr %46

47:                                               ; preds = %26, %55
  %48 = phi i64 [ %56, %55 ], [ 0, %26 ]
  %49 = getelementptr inbounds nuw ptr, ptr %6, i64 %48
  %50 = load ptr, ptr %49, align 8, !tbaa !70
  %51 = load i64, ptr %50, align 8, !tbaa !104
  %52 = add nsw i64 %51, -1
  store i64 %52, ptr %50, align 8, !tbaa !104
  %53 = icmp eq i64 %52, 0
  br i1 %53, label %54, label %55

54:                                               ; preds = %47
  tail call void @_Py_Dealloc(ptr noundef nonnull %50) #37
  br label %55

55:                                               ; preds = %47, %54
  %56 = add nuw nsw i64 %48, 1
  %57 = icmp eq i64 %56, %4
  br i1 %57, label %45, label %47, !llvm.loop !213
}

; Function Attrs: nounwind uwtable(sync)
define internal fastcc void @release_entry(ptr nocapture noundef %0) unnamed_addr #0 {
  %2 = load i64, ptr %0, align 8, !tbaa !165
  %3 = add nsw i64 %2, -1
  store i64 %3, ptr %0, align 8, !tbaa !165
  %4 = icmp sgt i64 %2, 1
  br i1 %4, label %75, label %5

5:                                                ; preds = %1
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = load ptr, ptr %6, align 8, !tbaa !169
  %8 = icmp eq ptr %7, null
  br i1 %8, label %14, label %9

9:                                                ; preds = %5
  %10 = load i64, ptr %7, align 8, !tbaa !104
  %11 = add nsw i64 %10, -1
  store i64 %11, ptr %7, align 8, !tbaa !104
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %13, label %14

13:                                               ; preds = %9
  tail call void @_Py_Dealloc(ptr noundef nonnull %7) #37
  br label %14

14:                                               ; preds = %5, %9, %13
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %16 = load ptr, ptr %15, align 8, !tbaa !170
  %17 = icmp eq ptr %16, null
  br i1 %17, label %23, label %18

18:                                               ; preds = %14
  %19 = load i64, ptr %16, align 8, !tbaa !104
  %20 = add nsw i64 %19, -1
  store i64 %20, ptr %16, align 8, !tbaa !104
  %21 = icmp eq i64 %20, 0
  br i1 %21, label %22, label %23

22:                                               ; preds = %18
  tail call void @_Py_Dealloc(ptr noundef nonnull %16) #37
  br label %23

23:                                               ; preds = %14, %18, %22
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %25 = load ptr, ptr %24, align 8, !tbaa !171
  %26 = icmp eq ptr %25, null
  br i1 %26, label %32, label %27

27:                                               ; preds = %23
  %28 = load i64, ptr %25, align 8, !tbaa !104
  %29 = add nsw i64 %28, -1
  store i64 %29, ptr %25, align 8, !tbaa !104
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %31, label %32

31:                                               ; preds = %27
  tail call void @_Py_Dealloc(ptr noundef nonnull %25) #37
  br label %32

32:                                               ; preds = %23, %27, %31
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %34 = load ptr, ptr %33, align 8, !tbaa !172
  %35 = icmp eq ptr %34, null
  br i1 %35, label %41, label %36

36:                                               ; preds = %32
  %37 = load i64, ptr %34, align 8, !tbaa !104
  %38 = add nsw i64 %37, -1
  store i64 %38, ptr %34, align 8, !tbaa !104
  %39 = icmp eq i64 %38, 0
  br i1 %39, label %40, label %41

40:                                               ; preds = %36
  tail call void @_Py_Dealloc(ptr noundef nonnull %34) #37
  br label %41

41:                                               ; preds = %32, %36, %40
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %43 = load ptr, ptr %42, align 8, !tbaa !173
  %44 = icmp eq ptr %43, null
  br i1 %44, label %50, label %45

45:                                               ; preds = %41
  %46 = load i64, ptr %43, align 8, !tbaa !104
  %47 = add nsw i64 %46, -1
  store i64 %47, ptr %43, align 8, !tbaa !104
  %48 = icmp eq i64 %47, 0
  br i1 %48, label %49, label %50

49:                                               ; preds = %45
  tail call void @_Py_Dealloc(ptr noundef nonnull %43) #37
  br label %50

50:                                               ; preds = %41, %45, %49
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %52 = load ptr, ptr %51, align 8, !tbaa !174
  %53 = icmp eq ptr %52, null
  br i1 %53, label %59, label %54

54:                                               ; preds = %50
  %55 = load i64, ptr %52, align 8, !tbaa !104
  %56 = add nsw i64 %55, -1
  store i64 %56, ptr %52, align 8, !tbaa !104
  %57 = icmp eq i64 %56, 0
  br i1 %57, label %58, label %59

58:                                               ; preds = %54
  tail call void @_Py_Dealloc(ptr noundef nonnull %52) #37
  br label %59

59:                                               ; preds = %50, %54, %58
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %61 = load ptr, ptr %60, align 8, !tbaa !175
  %62 = icmp eq ptr %61, null
  br i1 %62, label %68, label %63

63:                                               ; preds = %59
  %64 = load i64, ptr %61, align 8, !tbaa !104
  %65 = add nsw i64 %64, -1
  store i64 %65, ptr %61, align 8, !tbaa !104
  %66 = icmp eq i64 %65, 0
  br i1 %66, label %67, label %68

67:                                               ; preds = %63
  tail call void @_Py_Dealloc(ptr noundef nonnull %61) #37
  br label %68

68:                                               ; preds = %59, %63, %67
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %70 = load ptr, ptr %69, align 8, !tbaa !203
  tail call void @free(ptr noundef %70) #37
  %71 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %72 = load ptr, ptr %71, align 8, !tbaa !186
  tail call void @free(ptr noundef %72) #37
  %73 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %74 = load ptr, ptr %73, align 8, !tbaa !208
  tail call void @free(ptr noundef %74) #37
  tail call void @free(ptr noundef nonnull %0) #37
  br label %75

75:                                               ; preds = %1, %68
  ret void
}

; Function Attrs: inlinehint nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none) uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @unbox_array(ptr nocapture noundef readonly %0, ptr noundef %1, ptr nocapture noundef nonnull readonly %2) unnamed_addr #38 {
  %4 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %5 = load ptr, ptr %4, align 8, !tbaa !158
  %6 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  %7 = icmp eq ptr %5, %6
  br i1 %7, label %8, label %254

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %10 = load i32, ptr %9, align 4, !tbaa !214
  %11 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %12 = load i32, ptr %11, align 8, !tbaa !215
  %13 = icmp eq i32 %12, %10
  br i1 %13, label %14, label %254

14:                                               ; preds = %8
  %15 = getelementptr inbounds nuw i8, ptr %1, i64 64
  %16 = load i32, ptr %15, align 8, !tbaa !217
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %18 = load i32, ptr %17, align 4, !tbaa !218
  %19 = and i32 %18, %16
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %21 = load i32, ptr %20, align 4, !tbaa !219
  %22 = icmp eq i32 %19, %21
  br i1 %22, label %23, label %254

23:                                               ; preds = %14
  %24 = getelementptr inbounds nuw i8, ptr %1, i64 56
  %25 = load ptr, ptr %24, align 8, !tbaa !220
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 1
  %27 = load i8, ptr %26, align 1, !tbaa !221
  %28 = zext i8 %27 to i64
  %29 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 232), i64 0, i64 %28
  %30 = load ptr, ptr %29, align 8, !tbaa !123
  %31 = icmp eq ptr %25, %30
  br i1 %31, label %47, label %32

32:                                               ; preds = %23
  %33 = getelementptr inbounds nuw i8, ptr %25, i64 28
  %34 = load i32, ptr %33, align 4, !tbaa !222
  %35 = icmp ugt i32 %34, 23
  br i1 %35, label %254, label %36

36:                                               ; preds = %32
  %37 = zext i8 %27 to i32
  %38 = zext nneg i32 %34 to i64
  %39 = getelementptr inbounds nuw [24 x i8], ptr getelementptr inbounds nuw (i8, ptr @state, i64 544), i64 0, i64 %38
  %40 = load i8, ptr %39, align 1, !tbaa !41
  %41 = sext i8 %40 to i32
  %42 = icmp eq i32 %37, %41
  br i1 %42, label %43, label %254

43:                                               ; preds = %36
  %44 = getelementptr inbounds nuw i8, ptr %25, i64 26
  %45 = load i8, ptr %44, align 2, !tbaa !223
  %46 = icmp eq i8 %45, 62
  br i1 %46, label %254, label %47

47:                                               ; preds = %43, %23
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 3
  %49 = load i8, ptr %48, align 1, !tbaa !224
  %50 = and i8 %49, 1
  %51 = icmp eq i8 %50, 0
  br i1 %51, label %68, label %52

52:                                               ; preds = %47
  %53 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %54 = load ptr, ptr %53, align 8, !tbaa !225
  %55 = add nsw i32 %10, -1
  %56 = sext i32 %55 to i64
  %57 = getelementptr inbounds i64, ptr %54, i64 %56
  %58 = load i64, ptr %57, align 8, !tbaa !24
  %59 = icmp sgt i64 %58, 1
  br i1 %59, label %60, label %68

60:                                               ; preds = %52
  %61 = getelementptr inbounds nuw i8, ptr %1, i64 40
  %62 = load ptr, ptr %61, align 8, !tbaa !226
  %63 = getelementptr inbounds i64, ptr %62, i64 %56
  %64 = load i64, ptr %63, align 8, !tbaa !24
  %65 = getelementptr inbounds nuw [13 x i64], ptr @item_bytes_of, i64 0, i64 %28
  %66 = load i64, ptr %65, align 8, !tbaa !24
  %67 = icmp eq i64 %64, %66
  br i1 %67, label %68, label %254

68:                                               ; preds = %60, %52, %47
  %69 = and i8 %49, 14
  %70 = icmp eq i8 %69, 8
  br i1 %70, label %71, label %74

71:                                               ; preds = %68
  %72 = tail call fastcc i32 @repeats_items(ptr noundef nonnull %1)
  %73 = icmp eq i32 %72, 0
  br i1 %73, label %74, label %254

74:                                               ; preds = %71, %68
  %75 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %76 = load ptr, ptr %75, align 8, !tbaa !182
  %77 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %78 = load i32, ptr %77, align 4, !tbaa !191
  %79 = sext i32 %78 to i64
  %80 = getelementptr inbounds i64, ptr %76, i64 %79
  %81 = getelementptr inbounds nuw i8, ptr %2, i64 16
  %82 = load ptr, ptr %81, align 8, !tbaa !184
  %83 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %84 = load i32, ptr %83, align 4, !tbaa !227
  %85 = sext i32 %84 to i64
  %86 = getelementptr inbounds %struct.Buffer, ptr %82, i64 %85
  store i64 1099511627776, ptr %86, align 8, !tbaa !25
  %87 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %88 = load ptr, ptr %87, align 8, !tbaa !228
  %89 = getelementptr inbounds nuw i8, ptr %86, i64 8
  store ptr %88, ptr %89, align 8, !tbaa !26
  %90 = getelementptr inbounds nuw i8, ptr %86, i64 16
  store ptr %1, ptr %90, align 8, !tbaa !143
  %91 = getelementptr inbounds nuw i8, ptr %86, i64 24
  %92 = ptrtoint ptr %88 to i64
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %91, i8 0, i64 24, i1 false)
  store i64 %92, ptr %80, align 8, !tbaa !24
  %93 = ptrtoint ptr %86 to i64
  %94 = getelementptr inbounds nuw i8, ptr %80, i64 8
  store i64 %93, ptr %94, align 8, !tbaa !24
  %95 = getelementptr inbounds nuw i8, ptr %80, i64 16
  %96 = icmp sgt i32 %10, 0
  br i1 %96, label %97, label %120

97:                                               ; preds = %74
  %98 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %99 = load ptr, ptr %98, align 8, !tbaa !225
  %100 = getelementptr inbounds nuw i8, ptr %1, i64 40
  %101 = load ptr, ptr %100, align 8, !tbaa !226
  %102 = zext nneg i32 %10 to i64
  %103 = zext nneg i32 %10 to i64
  %104 = getelementptr inbounds nuw i64, ptr %80, i64 %103
  %105 = getelementptr inbounds nuw i8, ptr %104, i64 16
  %106 = and i64 %102, 1
  %107 = icmp eq i32 %10, 1
  br i1 %107, label %110, label %108

108:                                              ; preds = %97
  %109 = and i64 %102, 2147483646
  br label %123

110:                                              ; preds = %123, %97
  %111 = phi i64 [ 0, %97 ], [ %139, %123 ]
  %112 = icmp eq i64 %106, 0
  br i1 %112, label %120, label %113

113:                                              ; preds = %110
  %114 = getelementptr inbounds nuw i64, ptr %99, i64 %111
  %115 = load i64, ptr %114, align 8, !tbaa !24
  %116 = getelementptr inbounds nuw i64, ptr %95, i64 %111
  store i64 %115, ptr %116, align 8, !tbaa !24
  %117 = getelementptr inbounds nuw i64, ptr %101, i64 %111
  %118 = load i64, ptr %117, align 8, !tbaa !24
  %119 = getelementptr inbounds nuw i64, ptr %105, i64 %111
  store i64 %118, ptr %119, align 8, !tbaa !24
  br label %120

120:                                              ; preds = %113, %110, %74
  %121 = and i8 %49, 7
  %122 = icmp eq i8 %121, 0
  br i1 %122, label %254, label %142

123:                                              ; preds = %123, %108
  %124 = phi i64 [ 0, %108 ], [ %139, %123 ]
  %125 = phi i64 [ 0, %108 ], [ %140, %123 ]
  %126 = getelementptr inbounds nuw i64, ptr %99, i64 %124
  %127 = load i64, ptr %126, align 8, !tbaa !24
  %128 = getelementptr inbounds nuw i64, ptr %95, i64 %124
  store i64 %127, ptr %128, align 8, !tbaa !24
  %129 = getelementptr inbounds nuw i64, ptr %101, i64 %124
  %130 = load i64, ptr %129, align 8, !tbaa !24
  %131 = getelementptr inbounds nuw i64, ptr %105, i64 %124
  store i64 %130, ptr %131, align 8, !tbaa !24
  %132 = or disjoint i64 %124, 1
  %133 = getelementptr inbounds nuw i64, ptr %99, i64 %132
  %134 = load i64, ptr %133, align 8, !tbaa !24
  %135 = getelementptr inbounds nuw i64, ptr %95, i64 %132
  store i64 %134, ptr %135, align 8, !tbaa !24
  %136 = getelementptr inbounds nuw i64, ptr %101, i64 %132
  %137 = load i64, ptr %136, align 8, !tbaa !24
  %138 = getelementptr inbounds nuw i64, ptr %105, i64 %132
  store i64 %137, ptr %138, align 8, !tbaa !24
  %139 = add nuw nsw i64 %124, 2
  %140 = add i64 %125, 2
  %141 = icmp eq i64 %140, %109
  br i1 %141, label %110, label %123, !llvm.loop !229

142:                                              ; preds = %120
  %143 = sext i32 %10 to i64
  %144 = getelementptr inbounds i64, ptr %95, i64 %143
  %145 = getelementptr inbounds nuw [13 x i64], ptr @item_bytes_of, i64 0, i64 %28
  %146 = load i64, ptr %145, align 8, !tbaa !24
  %147 = icmp ne i8 %50, 0
  %148 = and i1 %96, %147
  br i1 %148, label %149, label %153

149:                                              ; preds = %142
  %150 = zext nneg i32 %10 to i64
  %151 = getelementptr i64, ptr %144, i64 %150
  %152 = getelementptr i8, ptr %151, i64 -8
  store i64 %146, ptr %152, align 8, !tbaa !24
  br label %153

153:                                              ; preds = %149, %142
  %154 = and i8 %49, 2
  %155 = icmp ne i8 %154, 0
  %156 = and i1 %96, %155
  br i1 %156, label %157, label %202

157:                                              ; preds = %153
  %158 = zext nneg i32 %10 to i64
  %159 = and i64 %158, 3
  %160 = icmp eq i64 %159, 0
  br i1 %160, label %172, label %161

161:                                              ; preds = %157, %161
  %162 = phi i64 [ %165, %161 ], [ %158, %157 ]
  %163 = phi i64 [ %169, %161 ], [ %146, %157 ]
  %164 = phi i64 [ %170, %161 ], [ 0, %157 ]
  %165 = add nsw i64 %162, -1
  %166 = getelementptr inbounds nuw i64, ptr %144, i64 %165
  store i64 %163, ptr %166, align 8, !tbaa !24
  %167 = getelementptr inbounds nuw i64, ptr %95, i64 %165
  %168 = load i64, ptr %167, align 8, !tbaa !24
  %169 = mul nsw i64 %168, %163
  %170 = add i64 %164, 1
  %171 = icmp eq i64 %170, %159
  br i1 %171, label %172, label %161, !llvm.loop !230

172:                                              ; preds = %161, %157
  %173 = phi i64 [ %158, %157 ], [ %165, %161 ]
  %174 = phi i64 [ %146, %157 ], [ %169, %161 ]
  %175 = phi i64 [ poison, %157 ], [ %169, %161 ]
  %176 = icmp ult i32 %10, 4
  br i1 %176, label %202, label %177

177:                                              ; preds = %172
  %178 = getelementptr i8, ptr %144, i64 -16
  br label %179

179:                                              ; preds = %179, %177
  %180 = phi i64 [ %173, %177 ], [ %196, %179 ]
  %181 = phi i64 [ %174, %177 ], [ %200, %179 ]
  %182 = add nsw i64 %180, -1
  %183 = getelementptr inbounds nuw i64, ptr %144, i64 %182
  store i64 %181, ptr %183, align 8, !tbaa !24
  %184 = getelementptr inbounds nuw i64, ptr %95, i64 %182
  %185 = load i64, ptr %184, align 8, !tbaa !24
  %186 = mul nsw i64 %185, %181
  %187 = getelementptr i64, ptr %178, i64 %180
  store i64 %186, ptr %187, align 8, !tbaa !24
  %188 = getelementptr i64, ptr %80, i64 %180
  %189 = load i64, ptr %188, align 8, !tbaa !24
  %190 = mul nsw i64 %189, %186
  %191 = add nsw i64 %180, -3
  %192 = getelementptr inbounds nuw i64, ptr %144, i64 %191
  store i64 %190, ptr %192, align 8, !tbaa !24
  %193 = getelementptr inbounds nuw i64, ptr %95, i64 %191
  %194 = load i64, ptr %193, align 8, !tbaa !24
  %195 = mul nsw i64 %194, %190
  %196 = add nsw i64 %180, -4
  %197 = getelementptr inbounds nuw i64, ptr %144, i64 %196
  store i64 %195, ptr %197, align 8, !tbaa !24
  %198 = getelementptr inbounds nuw i64, ptr %95, i64 %196
  %199 = load i64, ptr %198, align 8, !tbaa !24
  %200 = mul nsw i64 %199, %195
  %201 = icmp samesign ugt i64 %191, 1
  br i1 %201, label %179, label %202, !llvm.loop !231

202:                                              ; preds = %172, %179, %153
  %203 = phi i64 [ %146, %153 ], [ %175, %172 ], [ %200, %179 ]
  %204 = and i8 %49, 4
  %205 = icmp ne i8 %204, 0
  %206 = and i1 %96, %205
  br i1 %206, label %207, label %254

207:                                              ; preds = %202
  %208 = zext nneg i32 %10 to i64
  %209 = and i64 %208, 3
  %210 = icmp ult i32 %10, 4
  br i1 %210, label %239, label %211

211:                                              ; preds = %207
  %212 = and i64 %208, 2147483644
  br label %213

213:                                              ; preds = %213, %211
  %214 = phi i64 [ 0, %211 ], [ %236, %213 ]
  %215 = phi i64 [ %203, %211 ], [ %235, %213 ]
  %216 = phi i64 [ 0, %211 ], [ %237, %213 ]
  %217 = getelementptr inbounds nuw i64, ptr %144, i64 %214
  store i64 %215, ptr %217, align 8, !tbaa !24
  %218 = getelementptr inbounds nuw i64, ptr %95, i64 %214
  %219 = load i64, ptr %218, align 8, !tbaa !24
  %220 = mul nsw i64 %219, %215
  %221 = or disjoint i64 %214, 1
  %222 = getelementptr inbounds nuw i64, ptr %144, i64 %221
  store i64 %220, ptr %222, align 8, !tbaa !24
  %223 = getelementptr inbounds nuw i64, ptr %95, i64 %221
  %224 = load i64, ptr %223, align 8, !tbaa !24
  %225 = mul nsw i64 %224, %220
  %226 = or disjoint i64 %214, 2
  %227 = getelementptr inbounds nuw i64, ptr %144, i64 %226
  store i64 %225, ptr %227, align 8, !tbaa !24
  %228 = getelementptr inbounds nuw i64, ptr %95, i64 %226
  %229 = load i64, ptr %228, align 8, !tbaa !24
  %230 = mul nsw i64 %229, %225
  %231 = or disjoint i64 %214, 3
  %232 = getelementptr inbounds nuw i64, ptr %144, i64 %231
  store i64 %230, ptr %232, align 8, !tbaa !24
  %233 = getelementptr inbounds nuw i64, ptr %95, i64 %231
  %234 = load i64, ptr %233, align 8, !tbaa !24
  %235 = mul nsw i64 %234, %230
  %236 = add nuw nsw i64 %214, 4
  %237 = add i64 %216, 4
  %238 = icmp eq i64 %237, %212
  br i1 %238, label %239, label %213, !llvm.loop !232

239:                                              ; preds = %213, %207
  %240 = phi i64 [ 0, %207 ], [ %236, %213 ]
  %241 = phi i64 [ %203, %207 ], [ %235, %213 ]
  %242 = icmp eq i64 %209, 0
  br i1 %242, label %254, label %243

243:                                              ; preds = %239, %243
  %244 = phi i64 [ %251, %243 ], [ %240, %239 ]
  %245 = phi i64 [ %250, %243 ], [ %241, %239 ]
  %246 = phi i64 [ %252, %243 ], [ 0, %239 ]
  %247 = getelementptr inbounds nuw i64, ptr %144, i64 %244
  store i64 %245, ptr %247, align 8, !tbaa !24
  %248 = getelementptr inbounds nuw i64, ptr %95, i64 %244
  %249 = load i64, ptr %248, align 8, !tbaa !24
  %250 = mul nsw i64 %249, %245
  %251 = add nuw nsw i64 %244, 1
  %252 = add i64 %246, 1
  %253 = icmp eq i64 %252, %209
  br i1 %253, label %254, label %243, !llvm.loop !233

254:                                              ; preds = %239, %243, %32, %36, %202, %14, %8, %43, %60, %71, %120, %3
  %255 = phi i32 [ 0, %3 ], [ 0, %14 ], [ 0, %8 ], [ 0, %43 ], [ 0, %60 ], [ 0, %71 ], [ 1, %120 ], [ 1, %202 ], [ 0, %36 ], [ 0, %32 ], [ 1, %243 ], [ 1, %239 ]
  ret i32 %255
}

; Function Attrs: nounwind uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @unbox(ptr nocapture noundef nonnull %0, ptr noundef %1, ptr nocapture noundef nonnull readonly %2) unnamed_addr #0 {
  %4 = alloca i32, align 4
  %5 = alloca [2 x i64], align 16
  %6 = alloca %struct.Frame, align 8
  %7 = alloca %struct.Op, align 4
  %8 = alloca ptr, align 8
  %9 = load ptr, ptr %0, align 8, !tbaa !187
  %10 = load i8, ptr %9, align 4, !tbaa !188
  switch i8 %10, label %199 [
    i8 6, label %11
    i8 8, label %14
    i8 9, label %41
    i8 4, label %111
    i8 12, label %188
  ]

11:                                               ; preds = %3
  %12 = getelementptr inbounds nuw i8, ptr %9, i64 24
  store ptr %12, ptr %0, align 8, !tbaa !187
  %13 = tail call fastcc i32 @unbox_array(ptr noundef nonnull %9, ptr noundef %1, ptr noundef %2)
  br label %208

14:                                               ; preds = %3
  %15 = getelementptr inbounds nuw i8, ptr %9, i64 24
  store ptr %15, ptr %0, align 8, !tbaa !187
  %16 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %17 = load ptr, ptr %16, align 8, !tbaa !158
  %18 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 40), align 8, !tbaa !234
  %19 = icmp eq ptr %17, %18
  br i1 %19, label %20, label %208

20:                                               ; preds = %14
  %21 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %22 = load i64, ptr %21, align 8, !tbaa !193
  %23 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %24 = load i32, ptr %23, align 4, !tbaa !214
  %25 = sext i32 %24 to i64
  %26 = icmp eq i64 %22, %25
  br i1 %26, label %27, label %208

27:                                               ; preds = %20
  %28 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %29 = icmp slt i32 %24, 1
  br i1 %29, label %208, label %35

30:                                               ; preds = %35
  %31 = add nuw nsw i64 %36, 1
  %32 = load i32, ptr %23, align 4, !tbaa !214
  %33 = sext i32 %32 to i64
  %34 = icmp slt i64 %31, %33
  br i1 %34, label %35, label %208, !llvm.loop !235

35:                                               ; preds = %27, %30
  %36 = phi i64 [ %31, %30 ], [ 0, %27 ]
  %37 = getelementptr inbounds nuw [1 x ptr], ptr %28, i64 0, i64 %36
  %38 = load ptr, ptr %37, align 8, !tbaa !70
  %39 = tail call fastcc i32 @unbox(ptr noundef nonnull %0, ptr noundef %38, ptr noundef nonnull %2)
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %208, label %30

41:                                               ; preds = %3
  %42 = getelementptr inbounds nuw i8, ptr %9, i64 24
  %43 = getelementptr inbounds nuw i8, ptr %9, i64 48
  store ptr %43, ptr %0, align 8, !tbaa !187
  %44 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %45 = load ptr, ptr %44, align 8, !tbaa !158
  %46 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 48), align 8, !tbaa !236
  %47 = icmp eq ptr %45, %46
  br i1 %47, label %48, label %208

48:                                               ; preds = %41
  %49 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %50 = load i64, ptr %49, align 8, !tbaa !193
  call void @llvm.lifetime.start.p0(i64 16, ptr nonnull %5) #37
  %51 = getelementptr inbounds nuw i8, ptr %9, i64 25
  %52 = load i8, ptr %51, align 1, !tbaa !221
  %53 = zext i8 %52 to i64
  %54 = getelementptr inbounds nuw [13 x i64], ptr @item_bytes_of, i64 0, i64 %53
  %55 = load i64, ptr %54, align 8, !tbaa !24
  %56 = load ptr, ptr %2, align 8, !tbaa !179
  %57 = mul nsw i64 %55, %50
  %58 = tail call fastcc ptr @new_block(i64 noundef %57, i32 noundef 0)
  %59 = icmp eq ptr %58, null
  br i1 %59, label %60, label %61, !prof !5

60:                                               ; preds = %48
  tail call fastcc void @no_memory(ptr noundef %56, i64 noundef %57)
  br label %109

61:                                               ; preds = %48
  %62 = getelementptr inbounds nuw i8, ptr %58, i64 24
  store ptr null, ptr %62, align 8, !tbaa !6
  %63 = getelementptr inbounds nuw i8, ptr %56, i64 112
  %64 = load ptr, ptr %63, align 8, !tbaa !15
  %65 = getelementptr inbounds nuw i8, ptr %58, i64 32
  store ptr %64, ptr %65, align 8, !tbaa !20
  %66 = icmp eq ptr %64, null
  br i1 %66, label %69, label %67

67:                                               ; preds = %61
  %68 = getelementptr inbounds nuw i8, ptr %64, i64 24
  store ptr %58, ptr %68, align 8, !tbaa !6
  br label %69

69:                                               ; preds = %67, %61
  store ptr %58, ptr %63, align 8, !tbaa !15
  store i64 1099511627776, ptr %58, align 8, !tbaa !25
  %70 = getelementptr inbounds nuw i8, ptr %58, i64 16
  store ptr %1, ptr %70, align 8, !tbaa !143
  call void @llvm.lifetime.start.p0(i64 32, ptr nonnull %6) #37
  %71 = load ptr, ptr %2, align 8, !tbaa !179
  store ptr %71, ptr %6, align 8, !tbaa !179
  %72 = getelementptr inbounds nuw i8, ptr %6, i64 8
  store ptr %5, ptr %72, align 8, !tbaa !182
  %73 = getelementptr inbounds nuw i8, ptr %6, i64 16
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %73, i8 0, i64 16, i1 false)
  call void @llvm.lifetime.start.p0(i64 24, ptr nonnull %7) #37
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 4 dereferenceable(24) %7, ptr noundef nonnull align 4 dereferenceable(24) %42, i64 24, i1 false), !tbaa.struct !237
  %74 = getelementptr inbounds nuw i8, ptr %7, i64 4
  store i32 0, ptr %74, align 4, !tbaa !191
  %75 = icmp sgt i64 %50, 0
  br i1 %75, label %76, label %93

76:                                               ; preds = %69
  %77 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %78 = getelementptr inbounds nuw i8, ptr %58, i64 8
  br label %79

79:                                               ; preds = %76, %86
  %80 = phi i64 [ 0, %76 ], [ %90, %86 ]
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %8) #37
  store ptr %7, ptr %8, align 8, !tbaa !187
  %81 = load ptr, ptr %77, align 8, !tbaa !238
  %82 = getelementptr inbounds nuw ptr, ptr %81, i64 %80
  %83 = load ptr, ptr %82, align 8, !tbaa !70
  %84 = call fastcc i32 @unbox(ptr noundef %8, ptr noundef %83, ptr noundef %6)
  %85 = icmp eq i32 %84, 0
  br i1 %85, label %92, label %86

86:                                               ; preds = %79
  %87 = load ptr, ptr %78, align 8, !tbaa !26
  %88 = mul nsw i64 %80, %55
  %89 = getelementptr inbounds i8, ptr %87, i64 %88
  call void @llvm.memcpy.p0.p0.i64(ptr align 1 %89, ptr nonnull align 16 %5, i64 %55, i1 false)
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %8) #37
  %90 = add nuw nsw i64 %80, 1
  %91 = icmp eq i64 %90, %50
  br i1 %91, label %93, label %79, !llvm.loop !240

92:                                               ; preds = %79
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %8) #37
  br label %107

93:                                               ; preds = %86, %69
  %94 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %95 = load ptr, ptr %94, align 8, !tbaa !182
  %96 = getelementptr inbounds nuw i8, ptr %9, i64 4
  %97 = load i32, ptr %96, align 4, !tbaa !191
  %98 = sext i32 %97 to i64
  %99 = getelementptr inbounds i64, ptr %95, i64 %98
  %100 = getelementptr inbounds nuw i8, ptr %58, i64 8
  %101 = load ptr, ptr %100, align 8, !tbaa !26
  %102 = ptrtoint ptr %101 to i64
  store i64 %102, ptr %99, align 8, !tbaa !24
  %103 = getelementptr inbounds nuw i8, ptr %99, i64 16
  store i64 %50, ptr %103, align 8, !tbaa !24
  %104 = getelementptr inbounds nuw i8, ptr %99, i64 8
  store i64 %50, ptr %104, align 8, !tbaa !24
  %105 = ptrtoint ptr %58 to i64
  %106 = getelementptr inbounds nuw i8, ptr %99, i64 24
  store i64 %105, ptr %106, align 8, !tbaa !24
  br label %107

107:                                              ; preds = %92, %93
  %108 = phi i32 [ 1, %93 ], [ 0, %92 ]
  call void @llvm.lifetime.end.p0(i64 24, ptr nonnull %7) #37
  call void @llvm.lifetime.end.p0(i64 32, ptr nonnull %6) #37
  br label %109

109:                                              ; preds = %60, %107
  %110 = phi i32 [ %108, %107 ], [ 0, %60 ]
  call void @llvm.lifetime.end.p0(i64 16, ptr nonnull %5) #37
  br label %208

111:                                              ; preds = %3
  %112 = getelementptr inbounds nuw i8, ptr %9, i64 24
  %113 = getelementptr inbounds nuw i8, ptr %9, i64 48
  store ptr %113, ptr %0, align 8, !tbaa !187
  %114 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %115 = load ptr, ptr %114, align 8, !tbaa !182
  %116 = getelementptr inbounds nuw i8, ptr %9, i64 4
  %117 = load i32, ptr %116, align 4, !tbaa !191
  %118 = sext i32 %117 to i64
  %119 = getelementptr inbounds i64, ptr %115, i64 %118
  %120 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %121 = load i32, ptr %120, align 4, !tbaa !214
  %122 = sext i32 %121 to i64
  %123 = getelementptr inbounds i64, ptr %119, i64 %122
  store i64 0, ptr %123, align 8, !tbaa !24
  %124 = tail call fastcc i32 @unbox_scalar(ptr noundef nonnull %112, ptr noundef %1, ptr noundef %119)
  %125 = icmp eq i32 %124, 0
  br i1 %125, label %126, label %208

126:                                              ; preds = %111
  %127 = load i32, ptr %120, align 4, !tbaa !214
  %128 = sext i32 %127 to i64
  %129 = getelementptr inbounds i64, ptr %119, i64 %128
  store i64 1, ptr %129, align 8, !tbaa !24
  %130 = getelementptr inbounds nuw i8, ptr %9, i64 2
  %131 = load i8, ptr %130, align 2, !tbaa !241
  switch i8 %131, label %151 [
    i8 1, label %132
    i8 2, label %144
  ]

132:                                              ; preds = %126
  %133 = getelementptr inbounds nuw i8, ptr %9, i64 25
  %134 = load i8, ptr %133, align 1, !tbaa !221
  %135 = icmp eq i8 %134, 10
  br i1 %135, label %136, label %208

136:                                              ; preds = %132
  %137 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %138 = load ptr, ptr %137, align 8, !tbaa !158
  %139 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 16), align 8, !tbaa !190
  %140 = icmp eq ptr %138, %139
  br i1 %140, label %141, label %208

141:                                              ; preds = %136
  %142 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %143 = load i64, ptr %142, align 8
  store i64 %143, ptr %119, align 8
  br label %208

144:                                              ; preds = %126
  %145 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 80), align 8, !tbaa !242
  %146 = icmp eq ptr %1, %145
  %147 = zext i1 %146 to i64
  %148 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 88), align 8
  %149 = icmp eq ptr %1, %148
  %150 = select i1 %146, i1 true, i1 %149
  br i1 %150, label %175, label %208

151:                                              ; preds = %126
  call void @llvm.lifetime.start.p0(i64 4, ptr nonnull %4) #37
  %152 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %153 = load ptr, ptr %152, align 8, !tbaa !158
  %154 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 8), align 8, !tbaa !192
  %155 = icmp eq ptr %153, %154
  br i1 %155, label %157, label %156

156:                                              ; preds = %151
  call void @llvm.lifetime.end.p0(i64 4, ptr nonnull %4) #37
  br label %208

157:                                              ; preds = %151
  %158 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %159 = load i64, ptr %158, align 8, !tbaa !193
  %160 = add i64 %159, -2
  %161 = icmp ult i64 %160, -3
  br i1 %161, label %171, label %162

162:                                              ; preds = %157
  %163 = icmp eq i64 %159, 0
  br i1 %163, label %169, label %164

164:                                              ; preds = %162
  %165 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %166 = load i32, ptr %165, align 8, !tbaa !37
  %167 = zext i32 %166 to i64
  %168 = mul nsw i64 %159, %167
  br label %169

169:                                              ; preds = %164, %162
  %170 = phi i64 [ 0, %162 ], [ %168, %164 ]
  call void @llvm.lifetime.end.p0(i64 4, ptr nonnull %4) #37
  br label %175

171:                                              ; preds = %157
  %172 = call i64 @PyLong_AsLongLongAndOverflow(ptr noundef nonnull %1, ptr noundef nonnull %4) #37
  %173 = load i32, ptr %4, align 4, !tbaa !37
  %174 = icmp eq i32 %173, 0
  call void @llvm.lifetime.end.p0(i64 4, ptr nonnull %4) #37
  br i1 %174, label %175, label %208

175:                                              ; preds = %171, %169, %144
  %176 = phi i64 [ %172, %171 ], [ %147, %144 ], [ %170, %169 ]
  %177 = getelementptr inbounds nuw i8, ptr %9, i64 25
  %178 = load i8, ptr %177, align 1, !tbaa !221
  %179 = icmp eq i8 %178, 7
  br i1 %179, label %180, label %181

180:                                              ; preds = %175
  store i64 %176, ptr %119, align 8, !tbaa !24
  br label %208

181:                                              ; preds = %175
  %182 = icmp ne i8 %178, 10
  %183 = add i64 %176, -9007199254740993
  %184 = icmp ult i64 %183, -18014398509481985
  %185 = select i1 %182, i1 true, i1 %184
  br i1 %185, label %208, label %186

186:                                              ; preds = %181
  %187 = sitofp i64 %176 to double
  store double %187, ptr %119, align 8
  br label %208

188:                                              ; preds = %3
  %189 = getelementptr inbounds nuw i8, ptr %2, i64 24
  %190 = load ptr, ptr %189, align 8, !tbaa !185
  %191 = getelementptr inbounds nuw i8, ptr %9, i64 24
  store ptr %191, ptr %0, align 8, !tbaa !187
  %192 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %193 = load i32, ptr %192, align 4, !tbaa !214
  %194 = sext i32 %193 to i64
  %195 = getelementptr inbounds ptr, ptr %190, i64 %194
  %196 = load ptr, ptr %195, align 8, !tbaa !70
  %197 = icmp eq ptr %1, %196
  %198 = zext i1 %197 to i32
  br label %208

199:                                              ; preds = %3
  %200 = getelementptr inbounds nuw i8, ptr %9, i64 24
  store ptr %200, ptr %0, align 8, !tbaa !187
  %201 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %202 = load ptr, ptr %201, align 8, !tbaa !182
  %203 = getelementptr inbounds nuw i8, ptr %9, i64 4
  %204 = load i32, ptr %203, align 4, !tbaa !191
  %205 = sext i32 %204 to i64
  %206 = getelementptr inbounds i64, ptr %202, i64 %205
  %207 = tail call fastcc i32 @unbox_scalar(ptr noundef nonnull %9, ptr noundef %1, ptr noundef %206)
  br label %208

208:                                              ; preds = %35, %30, %27, %186, %181, %180, %171, %156, %144, %141, %136, %132, %111, %109, %41, %20, %14, %199, %188, %11
  %209 = phi i32 [ %207, %199 ], [ %198, %188 ], [ %13, %11 ], [ 0, %20 ], [ 0, %14 ], [ %110, %109 ], [ 0, %41 ], [ 1, %111 ], [ 1, %180 ], [ 1, %186 ], [ 0, %132 ], [ 0, %144 ], [ 0, %171 ], [ 0, %181 ], [ 1, %141 ], [ 0, %136 ], [ 0, %156 ], [ 1, %27 ], [ 0, %35 ], [ 1, %30 ]
  ret i32 %209
}

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @refresh_globals(ptr nocapture noundef initializes((136, 144)) %0) unnamed_addr #28 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 136
  store i64 0, ptr %2, align 8, !tbaa !199
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %4 = load i64, ptr %3, align 8, !tbaa !201
  %5 = icmp sgt i64 %4, 0
  br i1 %5, label %6, label %11

6:                                                ; preds = %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 176
  br label %20

11:                                               ; preds = %39, %1
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %13 = load i64, ptr %12, align 8, !tbaa !243
  %14 = icmp sgt i64 %13, 0
  br i1 %14, label %15, label %76

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 160
  br label %50

20:                                               ; preds = %6, %39
  %21 = phi i64 [ 0, %6 ], [ %43, %39 ]
  %22 = load ptr, ptr %7, align 8, !tbaa !173
  %23 = getelementptr inbounds nuw i8, ptr %22, i64 24
  %24 = getelementptr inbounds nuw [1 x ptr], ptr %23, i64 0, i64 %21
  %25 = load ptr, ptr %24, align 8, !tbaa !70
  %26 = load ptr, ptr %8, align 8, !tbaa !171
  %27 = tail call ptr @PyDict_GetItemWithError(ptr noundef %26, ptr noundef %25) #37
  %28 = icmp eq ptr %27, null
  br i1 %28, label %29, label %39

29:                                               ; preds = %20
  %30 = tail call ptr @PyErr_Occurred() #37
  %31 = icmp eq ptr %30, null
  br i1 %31, label %32, label %36

32:                                               ; preds = %29
  %33 = load ptr, ptr %9, align 8, !tbaa !172
  %34 = tail call ptr @PyDict_GetItemWithError(ptr noundef %33, ptr noundef %25) #37
  %35 = icmp eq ptr %34, null
  br i1 %35, label %36, label %39

36:                                               ; preds = %32, %29
  tail call void @PyErr_Clear() #37
  %37 = load ptr, ptr %10, align 8, !tbaa !203
  %38 = getelementptr inbounds nuw ptr, ptr %37, i64 %21
  store ptr null, ptr %38, align 8, !tbaa !70
  br label %86

39:                                               ; preds = %32, %20
  %40 = phi ptr [ %27, %20 ], [ %34, %32 ]
  %41 = load ptr, ptr %10, align 8, !tbaa !203
  %42 = getelementptr inbounds nuw ptr, ptr %41, i64 %21
  store ptr %40, ptr %42, align 8, !tbaa !70
  %43 = add nuw nsw i64 %21, 1
  %44 = load i64, ptr %3, align 8, !tbaa !201
  %45 = icmp slt i64 %43, %44
  br i1 %45, label %20, label %11, !llvm.loop !244

46:                                               ; preds = %69
  %47 = add nuw nsw i64 %51, 1
  %48 = load i64, ptr %12, align 8, !tbaa !243
  %49 = icmp slt i64 %47, %48
  br i1 %49, label %50, label %76, !llvm.loop !245

50:                                               ; preds = %15, %46
  %51 = phi i64 [ 0, %15 ], [ %47, %46 ]
  %52 = load ptr, ptr %16, align 8, !tbaa !173
  %53 = getelementptr inbounds nuw i8, ptr %52, i64 24
  %54 = load i64, ptr %3, align 8, !tbaa !201
  %55 = add nsw i64 %54, %51
  %56 = getelementptr inbounds [1 x ptr], ptr %53, i64 0, i64 %55
  %57 = load ptr, ptr %56, align 8, !tbaa !70
  %58 = load ptr, ptr %17, align 8, !tbaa !171
  %59 = tail call ptr @PyDict_GetItemWithError(ptr noundef %58, ptr noundef %57) #37
  %60 = icmp eq ptr %59, null
  br i1 %60, label %61, label %69

61:                                               ; preds = %50
  %62 = tail call ptr @PyErr_Occurred() #37
  %63 = icmp eq ptr %62, null
  br i1 %63, label %64, label %68

64:                                               ; preds = %61
  %65 = load ptr, ptr %18, align 8, !tbaa !172
  %66 = tail call ptr @PyDict_GetItemWithError(ptr noundef %65, ptr noundef %57) #37
  %67 = icmp eq ptr %66, null
  br i1 %67, label %68, label %69

68:                                               ; preds = %64, %61
  tail call void @PyErr_Clear() #37
  br label %69

69:                                               ; preds = %50, %64, %68
  %70 = phi ptr [ null, %68 ], [ %66, %64 ], [ %59, %50 ]
  %71 = load ptr, ptr %19, align 8, !tbaa !174
  %72 = getelementptr inbounds nuw i8, ptr %71, i64 24
  %73 = getelementptr inbounds nuw [1 x ptr], ptr %72, i64 0, i64 %51
  %74 = load ptr, ptr %73, align 8, !tbaa !70
  %75 = icmp eq ptr %70, %74
  br i1 %75, label %46, label %86

76:                                               ; preds = %46, %11
  %77 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %78 = load ptr, ptr %77, align 8, !tbaa !171
  %79 = getelementptr inbounds nuw i8, ptr %78, i64 24
  %80 = load i64, ptr %79, align 8, !tbaa !195
  store i64 %80, ptr %2, align 8, !tbaa !199
  %81 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %82 = load ptr, ptr %81, align 8, !tbaa !172
  %83 = getelementptr inbounds nuw i8, ptr %82, i64 24
  %84 = load i64, ptr %83, align 8, !tbaa !195
  %85 = getelementptr inbounds nuw i8, ptr %0, i64 144
  store i64 %84, ptr %85, align 8, !tbaa !200
  br label %86

86:                                               ; preds = %69, %36, %76
  %87 = phi i32 [ 1, %76 ], [ 0, %36 ], [ 0, %69 ]
  ret i32 %87
}

declare i64 @PyLong_AsLongLongAndOverflow(ptr noundef, ptr noundef) local_unnamed_addr

; Function Attrs: nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none) uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @repeats_items(ptr nocapture noundef readonly %0) unnamed_addr #39 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %4 = load i32, ptr %3, align 8, !tbaa !215
  %5 = icmp sgt i32 %4, 0
  br i1 %5, label %6, label %23

6:                                                ; preds = %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %8 = load ptr, ptr %7, align 8, !tbaa !226
  %9 = zext nneg i32 %4 to i64
  br label %10

10:                                               ; preds = %6, %20
  %11 = phi i64 [ 0, %6 ], [ %21, %20 ]
  %12 = getelementptr inbounds nuw i64, ptr %8, i64 %11
  %13 = load i64, ptr %12, align 8, !tbaa !24
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %20

15:                                               ; preds = %10
  %16 = load ptr, ptr %2, align 8, !tbaa !225
  %17 = getelementptr inbounds nuw i64, ptr %16, i64 %11
  %18 = load i64, ptr %17, align 8, !tbaa !24
  %19 = icmp sgt i64 %18, 1
  br i1 %19, label %23, label %20

20:                                               ; preds = %10, %15
  %21 = add nuw nsw i64 %11, 1
  %22 = icmp eq i64 %21, %9
  br i1 %22, label %23, label %10, !llvm.loop !246

23:                                               ; preds = %20, %15, %1
  %24 = phi i32 [ 0, %1 ], [ 1, %15 ], [ 0, %20 ]
  ret i32 %24
}

; Function Attrs: inlinehint nounwind uwtable(sync)
define internal fastcc range(i32 0, 2) i32 @unbox_scalar(ptr nocapture noundef readonly %0, ptr noundef %1, ptr nocapture noundef writeonly %2) unnamed_addr #40 {
  %4 = alloca i32, align 4
  %5 = load i8, ptr %0, align 4, !tbaa !188
  switch i8 %5, label %143 [
    i8 0, label %6
    i8 1, label %14
    i8 2, label %40
    i8 3, label %48
    i8 5, label %55
    i8 7, label %94
    i8 10, label %139
    i8 11, label %144
  ]

6:                                                ; preds = %3
  %7 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %8 = load ptr, ptr %7, align 8, !tbaa !158
  %9 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 16), align 8, !tbaa !190
  %10 = icmp eq ptr %8, %9
  br i1 %10, label %11, label %144

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %13 = load i64, ptr %12, align 8
  store i64 %13, ptr %2, align 8
  br label %144

14:                                               ; preds = %3
  call void @llvm.lifetime.start.p0(i64 4, ptr nonnull %4) #37
  %15 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %16 = load ptr, ptr %15, align 8, !tbaa !158
  %17 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 8), align 8, !tbaa !192
  %18 = icmp eq ptr %16, %17
  br i1 %18, label %19, label %38

19:                                               ; preds = %14
  %20 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %21 = load i64, ptr %20, align 8, !tbaa !193
  %22 = add i64 %21, -2
  %23 = icmp ult i64 %22, -3
  br i1 %23, label %33, label %24

24:                                               ; preds = %19
  %25 = icmp eq i64 %21, 0
  br i1 %25, label %31, label %26

26:                                               ; preds = %24
  %27 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %28 = load i32, ptr %27, align 8, !tbaa !37
  %29 = zext i32 %28 to i64
  %30 = mul nsw i64 %21, %29
  br label %31

31:                                               ; preds = %26, %24
  %32 = phi i64 [ %30, %26 ], [ 0, %24 ]
  store i64 %32, ptr %2, align 8, !tbaa !24
  br label %38

33:                                               ; preds = %19
  %34 = call i64 @PyLong_AsLongLongAndOverflow(ptr noundef nonnull %1, ptr noundef nonnull %4) #37
  store i64 %34, ptr %2, align 8, !tbaa !24
  %35 = load i32, ptr %4, align 4, !tbaa !37
  %36 = icmp eq i32 %35, 0
  %37 = zext i1 %36 to i32
  br label %38

38:                                               ; preds = %14, %31, %33
  %39 = phi i32 [ %37, %33 ], [ 0, %14 ], [ 1, %31 ]
  call void @llvm.lifetime.end.p0(i64 4, ptr nonnull %4) #37
  br label %144

40:                                               ; preds = %3
  %41 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 80), align 8, !tbaa !242
  %42 = icmp eq ptr %1, %41
  %43 = zext i1 %42 to i64
  store i64 %43, ptr %2, align 8, !tbaa !24
  %44 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 88), align 8
  %45 = icmp eq ptr %1, %44
  %46 = select i1 %42, i1 true, i1 %45
  %47 = zext i1 %46 to i32
  br label %144

48:                                               ; preds = %3
  %49 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %50 = load ptr, ptr %49, align 8, !tbaa !158
  %51 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 24), align 8, !tbaa !247
  %52 = icmp eq ptr %50, %51
  br i1 %52, label %53, label %144

53:                                               ; preds = %48
  %54 = getelementptr inbounds nuw i8, ptr %1, i64 16
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %2, ptr noundef nonnull align 8 dereferenceable(16) %54, i64 16, i1 false)
  br label %144

55:                                               ; preds = %3
  %56 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %57 = load ptr, ptr %56, align 8, !tbaa !158
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 1
  %59 = load i8, ptr %58, align 1, !tbaa !221
  %60 = zext i8 %59 to i64
  %61 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 128), i64 0, i64 %60
  %62 = load ptr, ptr %61, align 8, !tbaa !121
  %63 = icmp eq ptr %57, %62
  br i1 %63, label %64, label %144

64:                                               ; preds = %55
  %65 = getelementptr inbounds nuw i8, ptr %1, i64 16
  switch i8 %59, label %93 [
    i8 0, label %66
    i8 2, label %66
    i8 1, label %69
    i8 3, label %72
    i8 4, label %75
    i8 5, label %78
    i8 6, label %81
    i8 9, label %81
    i8 7, label %84
    i8 8, label %84
    i8 10, label %84
    i8 11, label %86
  ]

66:                                               ; preds = %64, %64
  %67 = load i8, ptr %65, align 1, !tbaa !41
  %68 = zext i8 %67 to i64
  store i64 %68, ptr %2, align 8, !tbaa !24
  br label %144

69:                                               ; preds = %64
  %70 = load i8, ptr %65, align 1, !tbaa !41
  %71 = sext i8 %70 to i64
  store i64 %71, ptr %2, align 8, !tbaa !24
  br label %144

72:                                               ; preds = %64
  %73 = load i16, ptr %65, align 2, !tbaa !43
  %74 = sext i16 %73 to i64
  store i64 %74, ptr %2, align 8, !tbaa !24
  br label %144

75:                                               ; preds = %64
  %76 = load i16, ptr %65, align 2, !tbaa !43
  %77 = zext i16 %76 to i64
  store i64 %77, ptr %2, align 8, !tbaa !24
  br label %144

78:                                               ; preds = %64
  %79 = load i32, ptr %65, align 4, !tbaa !37
  %80 = sext i32 %79 to i64
  store i64 %80, ptr %2, align 8, !tbaa !24
  br label %144

81:                                               ; preds = %64, %64
  %82 = load i32, ptr %65, align 4, !tbaa !37
  %83 = zext i32 %82 to i64
  store i64 %83, ptr %2, align 8, !tbaa !24
  br label %144

84:                                               ; preds = %64, %64, %64
  %85 = load i64, ptr %65, align 1
  store i64 %85, ptr %2, align 8
  br label %144

86:                                               ; preds = %64
  %87 = load i32, ptr %65, align 4, !tbaa !37
  %88 = zext i32 %87 to i64
  store i64 %88, ptr %2, align 8, !tbaa !24
  %89 = getelementptr inbounds nuw i8, ptr %1, i64 20
  %90 = load i32, ptr %89, align 4, !tbaa !37
  %91 = zext i32 %90 to i64
  %92 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store i64 %91, ptr %92, align 8, !tbaa !24
  br label %144

93:                                               ; preds = %64
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %2, ptr noundef nonnull readonly align 1 dereferenceable(16) %65, i64 16, i1 false)
  br label %144

94:                                               ; preds = %3
  %95 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %96 = load ptr, ptr %95, align 8, !tbaa !158
  %97 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 32), align 8, !tbaa !248
  %98 = icmp eq ptr %96, %97
  br i1 %98, label %99, label %144

99:                                               ; preds = %94
  %100 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %101 = load i32, ptr %100, align 8
  %102 = and i32 %101, 128
  %103 = icmp eq i32 %102, 0
  br i1 %103, label %104, label %109

104:                                              ; preds = %99
  %105 = tail call i32 @_PyUnicode_Ready(ptr noundef nonnull %1) #37
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %107, label %144

107:                                              ; preds = %104
  %108 = load i32, ptr %100, align 8
  br label %109

109:                                              ; preds = %107, %99
  %110 = phi i32 [ %108, %107 ], [ %101, %99 ]
  %111 = lshr i32 %110, 2
  %112 = and i32 %111, 7
  %113 = getelementptr inbounds nuw i8, ptr %0, i64 2
  %114 = load i8, ptr %113, align 2, !tbaa !241
  %115 = icmp eq i8 %114, 0
  %116 = zext i8 %114 to i32
  %117 = icmp eq i32 %112, %116
  %118 = select i1 %115, i1 true, i1 %117
  br i1 %118, label %119, label %144

119:                                              ; preds = %109
  %120 = zext nneg i32 %112 to i64
  store i64 %120, ptr %2, align 8, !tbaa !24
  %121 = load i32, ptr %100, align 8
  %122 = and i32 %121, 32
  %123 = icmp eq i32 %122, 0
  br i1 %123, label %129, label %124

124:                                              ; preds = %119
  %125 = and i32 %121, 64
  %126 = icmp eq i32 %125, 0
  %127 = select i1 %126, i64 72, i64 48
  %128 = getelementptr inbounds nuw i8, ptr %1, i64 %127
  br label %132

129:                                              ; preds = %119
  %130 = getelementptr inbounds nuw i8, ptr %1, i64 72
  %131 = load ptr, ptr %130, align 8, !tbaa !41
  br label %132

132:                                              ; preds = %129, %124
  %133 = phi ptr [ %128, %124 ], [ %131, %129 ]
  %134 = ptrtoint ptr %133 to i64
  %135 = getelementptr inbounds nuw i8, ptr %2, i64 8
  store i64 %134, ptr %135, align 8, !tbaa !24
  %136 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %137 = load i64, ptr %136, align 8, !tbaa !249
  %138 = getelementptr inbounds nuw i8, ptr %2, i64 16
  store i64 %137, ptr %138, align 8, !tbaa !24
  br label %144

139:                                              ; preds = %3
  %140 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !142
  %141 = icmp eq ptr %1, %140
  %142 = zext i1 %141 to i32
  br label %144

143:                                              ; preds = %3
  br label %144

144:                                              ; preds = %132, %109, %104, %94, %93, %86, %84, %81, %78, %75, %72, %69, %66, %11, %6, %3, %55, %48, %143, %139, %53, %40, %38
  %145 = phi i32 [ 0, %143 ], [ %142, %139 ], [ 1, %53 ], [ %47, %40 ], [ %39, %38 ], [ 0, %48 ], [ 0, %55 ], [ 1, %3 ], [ 1, %11 ], [ 0, %6 ], [ 1, %66 ], [ 1, %69 ], [ 1, %72 ], [ 1, %75 ], [ 1, %78 ], [ 1, %81 ], [ 1, %84 ], [ 1, %86 ], [ 1, %93 ], [ 0, %104 ], [ 0, %94 ], [ 1, %132 ], [ 0, %109 ]
  ret i32 %145
}

declare i32 @_PyUnicode_Ready(ptr noundef) local_unnamed_addr

declare ptr @PyDict_GetItemWithError(ptr noundef, ptr noundef) local_unnamed_addr

declare ptr @PyErr_Occurred() local_unnamed_addr

declare void @PyErr_Clear() local_unnamed_addr

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc ptr @failed(i32 noundef range(i32 1, 0) %0, ptr nocapture noundef readonly %1, ptr noundef nonnull %2, ptr nocapture noundef %3) unnamed_addr #28 {
  %5 = alloca ptr, align 8
  %6 = alloca ptr, align 8
  %7 = alloca ptr, align 8
  %8 = alloca [2 x ptr], align 16
  %9 = icmp eq i32 %0, 1
  br i1 %9, label %10, label %136

10:                                               ; preds = %4
  %11 = getelementptr inbounds nuw i8, ptr %3, i64 40
  %12 = load i64, ptr %11, align 8, !tbaa !28
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %14, label %16

14:                                               ; preds = %10
  %15 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 112), align 8, !tbaa !252
  tail call void @PyErr_SetNone(ptr noundef %15) #37
  br label %136

16:                                               ; preds = %10
  %17 = getelementptr inbounds nuw i8, ptr %3, i64 104
  %18 = load i64, ptr %17, align 8, !tbaa !112
  %19 = tail call i64 @llvm.smin.i64(i64 %18, i64 64)
  %20 = tail call ptr @PyTuple_New(i64 noundef 6) #37
  %21 = icmp eq ptr %20, null
  br i1 %21, label %64, label %22

22:                                               ; preds = %16
  %23 = getelementptr inbounds nuw i8, ptr %3, i64 56
  %24 = load i64, ptr %23, align 8, !tbaa !24
  %25 = tail call ptr @PyLong_FromLongLong(i64 noundef %24) #37
  %26 = icmp eq ptr %25, null
  br i1 %26, label %27, label %32

27:                                               ; preds = %56, %50, %44, %38, %32, %22
  %28 = load i64, ptr %20, align 8, !tbaa !104
  %29 = add nsw i64 %28, -1
  store i64 %29, ptr %20, align 8, !tbaa !104
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %31, label %64

31:                                               ; preds = %27
  tail call void @_Py_Dealloc(ptr noundef nonnull %20) #37
  br label %64

32:                                               ; preds = %22
  %33 = getelementptr inbounds nuw i8, ptr %20, i64 24
  store ptr %25, ptr %33, align 8, !tbaa !70
  %34 = getelementptr inbounds nuw i8, ptr %3, i64 64
  %35 = load i64, ptr %34, align 8, !tbaa !24
  %36 = tail call ptr @PyLong_FromLongLong(i64 noundef %35) #37
  %37 = icmp eq ptr %36, null
  br i1 %37, label %27, label %38

38:                                               ; preds = %32
  %39 = getelementptr inbounds nuw i8, ptr %20, i64 32
  store ptr %36, ptr %39, align 8, !tbaa !70
  %40 = getelementptr inbounds nuw i8, ptr %3, i64 72
  %41 = load i64, ptr %40, align 8, !tbaa !24
  %42 = tail call ptr @PyLong_FromLongLong(i64 noundef %41) #37
  %43 = icmp eq ptr %42, null
  br i1 %43, label %27, label %44

44:                                               ; preds = %38
  %45 = getelementptr inbounds nuw i8, ptr %20, i64 40
  store ptr %42, ptr %45, align 8, !tbaa !70
  %46 = getelementptr inbounds nuw i8, ptr %3, i64 80
  %47 = load i64, ptr %46, align 8, !tbaa !24
  %48 = tail call ptr @PyLong_FromLongLong(i64 noundef %47) #37
  %49 = icmp eq ptr %48, null
  br i1 %49, label %27, label %50

50:                                               ; preds = %44
  %51 = getelementptr inbounds nuw i8, ptr %20, i64 48
  store ptr %48, ptr %51, align 8, !tbaa !70
  %52 = getelementptr inbounds nuw i8, ptr %3, i64 88
  %53 = load i64, ptr %52, align 8, !tbaa !24
  %54 = tail call ptr @PyLong_FromLongLong(i64 noundef %53) #37
  %55 = icmp eq ptr %54, null
  br i1 %55, label %27, label %56

56:                                               ; preds = %50
  %57 = getelementptr inbounds nuw i8, ptr %20, i64 56
  store ptr %54, ptr %57, align 8, !tbaa !70
  %58 = getelementptr inbounds nuw i8, ptr %3, i64 96
  %59 = load i64, ptr %58, align 8, !tbaa !24
  %60 = tail call ptr @PyLong_FromLongLong(i64 noundef %59) #37
  %61 = icmp eq ptr %60, null
  br i1 %61, label %27, label %62

62:                                               ; preds = %56
  %63 = getelementptr inbounds nuw i8, ptr %20, i64 64
  store ptr %60, ptr %63, align 8, !tbaa !70
  br label %64

64:                                               ; preds = %62, %31, %27, %16
  %65 = phi ptr [ null, %16 ], [ null, %27 ], [ null, %31 ], [ %20, %62 ]
  %66 = getelementptr inbounds nuw i8, ptr %3, i64 128
  %67 = tail call ptr @PyTuple_New(i64 noundef range(i64 -9223372036854775808, 65) %19) #37
  %68 = icmp ne ptr %67, null
  %69 = icmp sgt i64 %18, 0
  %70 = and i1 %69, %68
  br i1 %70, label %71, label %88

71:                                               ; preds = %64
  %72 = getelementptr inbounds nuw i8, ptr %67, i64 24
  br label %73

73:                                               ; preds = %84, %71
  %74 = phi i64 [ %86, %84 ], [ 0, %71 ]
  %75 = getelementptr inbounds nuw i64, ptr %66, i64 %74
  %76 = load i64, ptr %75, align 8, !tbaa !24
  %77 = tail call ptr @PyLong_FromLongLong(i64 noundef %76) #37
  %78 = icmp eq ptr %77, null
  br i1 %78, label %79, label %84

79:                                               ; preds = %73
  %80 = load i64, ptr %67, align 8, !tbaa !104
  %81 = add nsw i64 %80, -1
  store i64 %81, ptr %67, align 8, !tbaa !104
  %82 = icmp eq i64 %81, 0
  br i1 %82, label %83, label %98

83:                                               ; preds = %79
  tail call void @_Py_Dealloc(ptr noundef nonnull %67) #37
  br label %98

84:                                               ; preds = %73
  %85 = getelementptr inbounds nuw [1 x ptr], ptr %72, i64 0, i64 %74
  store ptr %77, ptr %85, align 8, !tbaa !70
  %86 = add nuw nsw i64 %74, 1
  %87 = icmp eq i64 %86, %19
  br i1 %87, label %88, label %73, !llvm.loop !253

88:                                               ; preds = %84, %64
  %89 = icmp ne ptr %65, null
  %90 = and i1 %89, %68
  br i1 %90, label %91, label %98

91:                                               ; preds = %88
  %92 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 104), align 8, !tbaa !254
  %93 = load i64, ptr %11, align 8, !tbaa !28
  %94 = getelementptr inbounds nuw i8, ptr %3, i64 48
  %95 = load i64, ptr %94, align 8, !tbaa !113
  %96 = load i64, ptr %17, align 8, !tbaa !112
  %97 = tail call ptr (ptr, ptr, ...) @_PyObject_CallFunction_SizeT(ptr noundef %92, ptr noundef nonnull @.str.13, i64 noundef %93, i64 noundef %95, ptr noundef nonnull %65, ptr noundef nonnull %67, i64 noundef %96) #37
  br label %101

98:                                               ; preds = %88, %83, %79
  %99 = phi ptr [ %67, %88 ], [ null, %79 ], [ null, %83 ]
  %100 = icmp eq ptr %65, null
  br i1 %100, label %108, label %101

101:                                              ; preds = %98, %91
  %102 = phi ptr [ %97, %91 ], [ null, %98 ]
  %103 = phi ptr [ %67, %91 ], [ %99, %98 ]
  %104 = load i64, ptr %65, align 8, !tbaa !104
  %105 = add nsw i64 %104, -1
  store i64 %105, ptr %65, align 8, !tbaa !104
  %106 = icmp eq i64 %105, 0
  br i1 %106, label %107, label %108

107:                                              ; preds = %101
  tail call void @_Py_Dealloc(ptr noundef nonnull %65) #37
  br label %108

108:                                              ; preds = %107, %101, %98
  %109 = phi ptr [ null, %98 ], [ %102, %101 ], [ %102, %107 ]
  %110 = phi ptr [ %99, %98 ], [ %103, %101 ], [ %103, %107 ]
  %111 = icmp eq ptr %110, null
  br i1 %111, label %117, label %112

112:                                              ; preds = %108
  %113 = load i64, ptr %110, align 8, !tbaa !104
  %114 = add nsw i64 %113, -1
  store i64 %114, ptr %110, align 8, !tbaa !104
  %115 = icmp eq i64 %114, 0
  br i1 %115, label %116, label %117

116:                                              ; preds = %112
  tail call void @_Py_Dealloc(ptr noundef nonnull %110) #37
  br label %117

117:                                              ; preds = %116, %112, %108
  %118 = icmp eq ptr %109, null
  br i1 %118, label %131, label %119

119:                                              ; preds = %117
  call void @llvm.lifetime.start.p0(i64 16, ptr nonnull %8) #37
  %120 = getelementptr inbounds nuw i8, ptr %1, i64 104
  %121 = load ptr, ptr %120, align 8, !tbaa !169
  store ptr %121, ptr %8, align 16, !tbaa !70
  %122 = getelementptr inbounds nuw i8, ptr %8, i64 8
  store ptr %109, ptr %122, align 8, !tbaa !70
  %123 = getelementptr inbounds nuw i8, ptr %1, i64 112
  %124 = load ptr, ptr %123, align 8, !tbaa !170
  %125 = call ptr @PyObject_Vectorcall(ptr noundef %124, ptr noundef nonnull %8, i64 noundef 2, ptr noundef null) #37
  %126 = load i64, ptr %109, align 8, !tbaa !104
  %127 = add nsw i64 %126, -1
  store i64 %127, ptr %109, align 8, !tbaa !104
  %128 = icmp eq i64 %127, 0
  br i1 %128, label %129, label %130

129:                                              ; preds = %119
  call void @_Py_Dealloc(ptr noundef nonnull %109) #37
  br label %130

130:                                              ; preds = %129, %119
  call void @llvm.lifetime.end.p0(i64 16, ptr nonnull %8) #37
  br label %131

131:                                              ; preds = %117, %130
  %132 = phi ptr [ %125, %130 ], [ null, %117 ]
  %133 = getelementptr inbounds nuw i8, ptr %1, i64 80
  %134 = load i64, ptr %133, align 8, !tbaa !206
  %135 = icmp eq i64 %134, 0
  br i1 %135, label %174, label %171

136:                                              ; preds = %4, %14
  %137 = tail call ptr @PyErr_Occurred() #37
  %138 = icmp eq ptr %137, null
  br i1 %138, label %139, label %141

139:                                              ; preds = %136
  %140 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 120), align 8, !tbaa !255
  tail call void @PyErr_SetString(ptr noundef %140, ptr noundef nonnull @.str.12) #37
  br label %141

141:                                              ; preds = %139, %136
  %142 = getelementptr inbounds nuw i8, ptr %1, i64 80
  %143 = load i64, ptr %142, align 8, !tbaa !206
  %144 = icmp eq i64 %143, 0
  br i1 %144, label %174, label %145

145:                                              ; preds = %141
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %5) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %7) #37
  call void @PyErr_Fetch(ptr noundef nonnull %5, ptr noundef nonnull %6, ptr noundef nonnull %7) #37
  call void @PyErr_NormalizeException(ptr noundef nonnull %5, ptr noundef nonnull %6, ptr noundef nonnull %7) #37
  %146 = load ptr, ptr %7, align 8, !tbaa !70
  %147 = icmp ne ptr %146, null
  %148 = load ptr, ptr %6, align 8
  %149 = icmp ne ptr %148, null
  %150 = select i1 %147, i1 %149, i1 false
  br i1 %150, label %151, label %153

151:                                              ; preds = %145
  %152 = call i32 @PyException_SetTraceback(ptr noundef nonnull %148, ptr noundef nonnull %146) #37
  br label %153

153:                                              ; preds = %151, %145
  %154 = load ptr, ptr %5, align 8, !tbaa !70
  %155 = icmp eq ptr %154, null
  br i1 %155, label %161, label %156

156:                                              ; preds = %153
  %157 = load i64, ptr %154, align 8, !tbaa !104
  %158 = add nsw i64 %157, -1
  store i64 %158, ptr %154, align 8, !tbaa !104
  %159 = icmp eq i64 %158, 0
  br i1 %159, label %160, label %161

160:                                              ; preds = %156
  call void @_Py_Dealloc(ptr noundef nonnull %154) #37
  br label %161

161:                                              ; preds = %160, %156, %153
  %162 = load ptr, ptr %7, align 8, !tbaa !70
  %163 = icmp eq ptr %162, null
  br i1 %163, label %169, label %164

164:                                              ; preds = %161
  %165 = load i64, ptr %162, align 8, !tbaa !104
  %166 = add nsw i64 %165, -1
  store i64 %166, ptr %162, align 8, !tbaa !104
  %167 = icmp eq i64 %166, 0
  br i1 %167, label %168, label %169

168:                                              ; preds = %164
  call void @_Py_Dealloc(ptr noundef nonnull %162) #37
  br label %169

169:                                              ; preds = %161, %164, %168
  %170 = load ptr, ptr %6, align 8, !tbaa !70
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %7) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %5) #37
  br label %171

171:                                              ; preds = %131, %169
  %172 = phi ptr [ %170, %169 ], [ %132, %131 ]
  %173 = call fastcc ptr @region_with_error(ptr noundef nonnull %1, ptr noundef %2, ptr noundef %3, ptr noundef %172)
  br label %174

174:                                              ; preds = %171, %141, %131
  %175 = phi ptr [ %132, %131 ], [ null, %141 ], [ %173, %171 ]
  ret ptr %175
}

declare void @PyErr_SetNone(ptr noundef) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define internal fastcc ptr @region_with_error(ptr nocapture noundef readonly %0, ptr noundef nonnull %1, ptr nocapture noundef writeonly %2, ptr noundef %3) unnamed_addr #0 {
  %5 = alloca ptr, align 8
  %6 = icmp eq ptr %3, null
  br i1 %6, label %91, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %9 = load ptr, ptr %8, align 8, !tbaa !208
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %11 = load i64, ptr %10, align 8, !tbaa !209
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %5)
  store ptr %9, ptr %5, align 8, !tbaa !187
  %12 = icmp sgt i64 %11, 0
  br i1 %12, label %13, label %70

13:                                               ; preds = %7
  %14 = and i64 %11, 3
  %15 = icmp ult i64 %11, 4
  br i1 %15, label %18, label %16

16:                                               ; preds = %13
  %17 = and i64 %11, 9223372036854775804
  br label %38

18:                                               ; preds = %38, %13
  %19 = phi i32 [ poison, %13 ], [ %64, %38 ]
  %20 = phi i64 [ 0, %13 ], [ %65, %38 ]
  %21 = phi i32 [ 0, %13 ], [ %64, %38 ]
  %22 = icmp eq i64 %14, 0
  br i1 %22, label %35, label %23

23:                                               ; preds = %18, %23
  %24 = phi i64 [ %32, %23 ], [ %20, %18 ]
  %25 = phi i32 [ %31, %23 ], [ %21, %18 ]
  %26 = phi i64 [ %33, %23 ], [ 0, %18 ]
  %27 = getelementptr inbounds nuw %struct.Op, ptr %9, i64 %24
  %28 = load i8, ptr %27, align 4, !tbaa !188
  %29 = icmp eq i8 %28, 6
  %30 = zext i1 %29 to i32
  %31 = add nuw nsw i32 %25, %30
  %32 = add nuw nsw i64 %24, 1
  %33 = add i64 %26, 1
  %34 = icmp eq i64 %33, %14
  br i1 %34, label %35, label %23, !llvm.loop !256

35:                                               ; preds = %23, %18
  %36 = phi i32 [ %19, %18 ], [ %31, %23 ]
  %37 = icmp samesign ugt i32 %36, 1
  br i1 %37, label %68, label %70

38:                                               ; preds = %38, %16
  %39 = phi i64 [ 0, %16 ], [ %65, %38 ]
  %40 = phi i32 [ 0, %16 ], [ %64, %38 ]
  %41 = phi i64 [ 0, %16 ], [ %66, %38 ]
  %42 = getelementptr inbounds nuw %struct.Op, ptr %9, i64 %39
  %43 = load i8, ptr %42, align 4, !tbaa !188
  %44 = icmp eq i8 %43, 6
  %45 = zext i1 %44 to i32
  %46 = add nuw nsw i32 %40, %45
  %47 = or disjoint i64 %39, 1
  %48 = getelementptr inbounds nuw %struct.Op, ptr %9, i64 %47
  %49 = load i8, ptr %48, align 4, !tbaa !188
  %50 = icmp eq i8 %49, 6
  %51 = zext i1 %50 to i32
  %52 = add nuw nsw i32 %46, %51
  %53 = or disjoint i64 %39, 2
  %54 = getelementptr inbounds nuw %struct.Op, ptr %9, i64 %53
  %55 = load i8, ptr %54, align 4, !tbaa !188
  %56 = icmp eq i8 %55, 6
  %57 = zext i1 %56 to i32
  %58 = add nuw nsw i32 %52, %57
  %59 = or disjoint i64 %39, 3
  %60 = getelementptr inbounds nuw %struct.Op, ptr %9, i64 %59
  %61 = load i8, ptr %60, align 4, !tbaa !188
  %62 = icmp eq i8 %61, 6
  %63 = zext i1 %62 to i32
  %64 = add nuw nsw i32 %58, %63
  %65 = add nuw nsw i64 %39, 4
  %66 = add i64 %41, 4
  %67 = icmp eq i64 %66, %17
  br i1 %67, label %18, label %38, !llvm.loop !211

68:                                               ; preds = %35
  %69 = tail call fastcc ptr @box_sharing(ptr noundef nonnull %9, i64 noundef %11, ptr noundef nonnull %1, ptr noundef %2)
  br label %72

70:                                               ; preds = %35, %7
  %71 = call fastcc ptr @box(ptr noundef %5, ptr noundef nonnull %1, ptr noundef %2)
  br label %72

72:                                               ; preds = %68, %70
  %73 = phi ptr [ %69, %68 ], [ %71, %70 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %5)
  %74 = icmp eq ptr %73, null
  br i1 %74, label %75, label %79

75:                                               ; preds = %72
  %76 = load i64, ptr %3, align 8, !tbaa !104
  %77 = add nsw i64 %76, -1
  store i64 %77, ptr %3, align 8, !tbaa !104
  %78 = icmp eq i64 %77, 0
  br i1 %78, label %89, label %91

79:                                               ; preds = %72
  %80 = getelementptr inbounds nuw i8, ptr %73, i64 16
  %81 = load i64, ptr %80, align 8, !tbaa !193
  %82 = add nsw i64 %81, -1
  %83 = tail call i32 @PyTuple_SetItem(ptr noundef nonnull %73, i64 noundef %82, ptr noundef nonnull %3) #37
  %84 = icmp eq i32 %83, 0
  br i1 %84, label %91, label %85

85:                                               ; preds = %79
  %86 = load i64, ptr %73, align 8, !tbaa !104
  %87 = add nsw i64 %86, -1
  store i64 %87, ptr %73, align 8, !tbaa !104
  %88 = icmp eq i64 %87, 0
  br i1 %88, label %89, label %91

89:                                               ; preds = %85, %75
  %90 = phi ptr [ %3, %75 ], [ %73, %85 ]
  tail call void @_Py_Dealloc(ptr noundef nonnull %90) #37
  br label %91

91:                                               ; preds = %89, %85, %75, %79, %4
  %92 = phi ptr [ null, %4 ], [ %73, %79 ], [ null, %75 ], [ null, %85 ], [ null, %89 ]
  ret ptr %92
}

declare void @PyErr_SetString(ptr noundef, ptr noundef) local_unnamed_addr

declare ptr @PyLong_FromLongLong(i64 noundef) local_unnamed_addr

declare i32 @PyTuple_SetItem(ptr noundef, i64 noundef, ptr noundef) local_unnamed_addr

declare void @PyErr_Fetch(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr

declare void @PyErr_NormalizeException(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr

declare i32 @PyException_SetTraceback(ptr noundef, ptr noundef) local_unnamed_addr

declare ptr @PyFloat_FromDouble(double noundef) local_unnamed_addr

; Function Attrs: noinline nounwind uwtable(sync)
define internal fastcc ptr @box_sharing(ptr noundef %0, i64 noundef %1, ptr noundef nonnull %2, ptr nocapture noundef writeonly %3) unnamed_addr #28 {
  %5 = alloca ptr, align 8
  store ptr %0, ptr %5, align 8, !tbaa !187
  %6 = tail call ptr @PyList_New(i64 noundef 0) #37
  %7 = icmp eq ptr %6, null
  br i1 %7, label %152, label %8

8:                                                ; preds = %4
  %9 = icmp sgt i64 %1, 0
  br i1 %9, label %10, label %144

10:                                               ; preds = %8
  %11 = getelementptr inbounds nuw i8, ptr %3, i64 112
  br label %12

12:                                               ; preds = %141, %10
  %13 = phi i64 [ 0, %10 ], [ %142, %141 ]
  %14 = add nsw i64 %13, 1
  %15 = getelementptr inbounds %struct.Op, ptr %0, i64 %13
  %16 = load i8, ptr %15, align 4, !tbaa !188
  switch i8 %16, label %141 [
    i8 13, label %17
    i8 9, label %29
    i8 6, label %31
  ]

17:                                               ; preds = %12
  %18 = getelementptr inbounds nuw i8, ptr %15, i64 4
  %19 = load i32, ptr %18, align 4, !tbaa !191
  %20 = sext i32 %19 to i64
  %21 = getelementptr inbounds i64, ptr %2, i64 %20
  %22 = load i64, ptr %21, align 8, !tbaa !24
  %23 = icmp eq i64 %22, 0
  br i1 %23, label %24, label %141

24:                                               ; preds = %17
  %25 = getelementptr inbounds nuw i8, ptr %15, i64 8
  %26 = load i32, ptr %25, align 4, !tbaa !214
  %27 = sext i32 %26 to i64
  %28 = add nsw i64 %14, %27
  br label %141

29:                                               ; preds = %12
  %30 = add nsw i64 %13, 2
  br label %141

31:                                               ; preds = %12
  %32 = getelementptr inbounds nuw i8, ptr %15, i64 4
  %33 = load i32, ptr %32, align 4, !tbaa !191, !noalias !257
  %34 = sext i32 %33 to i64
  %35 = getelementptr inbounds i64, ptr %2, i64 %34
  %36 = load i64, ptr %35, align 8, !tbaa !24, !noalias !257
  %37 = inttoptr i64 %36 to ptr
  %38 = getelementptr inbounds nuw i8, ptr %35, i64 8
  %39 = load i64, ptr %38, align 8, !tbaa !24, !noalias !257
  %40 = inttoptr i64 %39 to ptr
  %41 = getelementptr inbounds nuw i8, ptr %35, i64 16
  %42 = getelementptr inbounds nuw i8, ptr %15, i64 8
  %43 = load i32, ptr %42, align 4, !tbaa !214, !noalias !257
  %44 = sext i32 %43 to i64
  %45 = getelementptr inbounds i64, ptr %41, i64 %44
  %46 = icmp eq i64 %39, 0
  br i1 %46, label %141, label %47

47:                                               ; preds = %31
  %48 = getelementptr inbounds nuw i8, ptr %40, i64 16
  %49 = load ptr, ptr %48, align 8, !tbaa !143
  %50 = icmp eq ptr %49, null
  br i1 %50, label %51, label %141

51:                                               ; preds = %47
  %52 = getelementptr inbounds nuw i8, ptr %40, i64 8
  %53 = load ptr, ptr %52, align 8, !tbaa !26
  %54 = icmp eq ptr %53, %37
  br i1 %54, label %55, label %89

55:                                               ; preds = %51
  %56 = getelementptr inbounds nuw i8, ptr %15, i64 1
  %57 = load i8, ptr %56, align 1, !tbaa !221
  %58 = zext i8 %57 to i64
  %59 = getelementptr inbounds nuw [13 x i64], ptr @item_bytes_of, i64 0, i64 %58
  %60 = load i64, ptr %59, align 8, !tbaa !24
  %61 = icmp sgt i32 %43, 0
  br i1 %61, label %62, label %84

62:                                               ; preds = %55
  %63 = zext nneg i32 %43 to i64
  br label %64

64:                                               ; preds = %77, %62
  %65 = phi i64 [ 0, %62 ], [ %82, %77 ]
  %66 = phi i64 [ %60, %62 ], [ %81, %77 ]
  %67 = phi i64 [ %60, %62 ], [ %78, %77 ]
  %68 = getelementptr inbounds nuw i64, ptr %41, i64 %65
  %69 = load i64, ptr %68, align 8, !tbaa !24
  %70 = icmp eq i64 %69, 0
  br i1 %70, label %89, label %71

71:                                               ; preds = %64
  %72 = icmp sgt i64 %69, 1
  %73 = getelementptr inbounds nuw i64, ptr %45, i64 %65
  %74 = load i64, ptr %73, align 8, !tbaa !24
  %75 = icmp slt i64 %74, 0
  %76 = select i1 %72, i1 %75, i1 false
  br i1 %76, label %89, label %77

77:                                               ; preds = %71
  %78 = mul nsw i64 %69, %67
  %79 = add nsw i64 %69, -1
  %80 = mul nsw i64 %74, %79
  %81 = add nsw i64 %80, %66
  %82 = add nuw nsw i64 %65, 1
  %83 = icmp eq i64 %82, %63
  br i1 %83, label %84, label %64, !llvm.loop !260

84:                                               ; preds = %77, %55
  %85 = phi i64 [ %60, %55 ], [ %78, %77 ]
  %86 = phi i64 [ %60, %55 ], [ %81, %77 ]
  %87 = icmp eq i64 %85, %86
  %88 = select i1 %87, i64 %85, i64 -1
  br label %89

89:                                               ; preds = %71, %64, %84, %51
  %90 = phi i64 [ %88, %84 ], [ -1, %51 ], [ -1, %71 ], [ 0, %64 ]
  %91 = getelementptr inbounds nuw i8, ptr %40, i64 40
  %92 = load i64, ptr %91, align 8, !tbaa !27
  %93 = icmp eq i64 %90, %92
  br i1 %93, label %94, label %141

94:                                               ; preds = %89
  %95 = getelementptr inbounds nuw i8, ptr %15, i64 1
  %96 = load i8, ptr %95, align 1, !tbaa !221
  %97 = zext i8 %96 to i64
  %98 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 232), i64 0, i64 %97
  %99 = load ptr, ptr %98, align 8, !tbaa !123
  %100 = load i64, ptr %99, align 8, !tbaa !104
  %101 = add nsw i64 %100, 1
  store i64 %101, ptr %99, align 8, !tbaa !104
  %102 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %103 = getelementptr inbounds nuw i8, ptr %102, i64 752
  %104 = load ptr, ptr %103, align 8, !tbaa !69
  %105 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  %106 = getelementptr inbounds nuw i8, ptr %15, i64 3
  %107 = load i8, ptr %106, align 1, !tbaa !224
  %108 = and i8 %107, 8
  %109 = zext nneg i8 %108 to i32
  %110 = shl nuw nsw i32 %109, 7
  %111 = tail call ptr %104(ptr noundef %105, ptr noundef nonnull %99, i32 noundef %43, ptr noundef nonnull %41, ptr noundef nonnull %45, ptr noundef %37, i32 noundef %110, ptr noundef null) #37
  %112 = icmp eq ptr %111, null
  br i1 %112, label %146, label %113

113:                                              ; preds = %94
  %114 = getelementptr inbounds nuw i8, ptr %40, i64 24
  %115 = load ptr, ptr %114, align 8, !tbaa !6
  %116 = icmp eq ptr %115, null
  %117 = getelementptr inbounds nuw i8, ptr %40, i64 32
  %118 = load ptr, ptr %117, align 8, !tbaa !20
  br i1 %116, label %121, label %119

119:                                              ; preds = %113
  %120 = getelementptr inbounds nuw i8, ptr %115, i64 32
  store ptr %118, ptr %120, align 8, !tbaa !20
  br label %122

121:                                              ; preds = %113
  store ptr %118, ptr %11, align 8, !tbaa !15
  br label %122

122:                                              ; preds = %121, %119
  %123 = icmp eq ptr %118, null
  br i1 %123, label %126, label %124

124:                                              ; preds = %122
  %125 = getelementptr inbounds nuw i8, ptr %118, i64 24
  store ptr %115, ptr %125, align 8, !tbaa !6
  br label %126

126:                                              ; preds = %124, %122
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %114, i8 0, i64 16, i1 false)
  store ptr %111, ptr %48, align 8, !tbaa !143
  %127 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 568), align 8, !tbaa !128
  %128 = load i64, ptr %127, align 8, !tbaa !104
  %129 = add nsw i64 %128, 1
  store i64 %129, ptr %127, align 8, !tbaa !104
  %130 = getelementptr inbounds nuw i8, ptr %111, i64 88
  store ptr %127, ptr %130, align 8, !tbaa !261
  %131 = getelementptr inbounds nuw i8, ptr %111, i64 64
  %132 = load i32, ptr %131, align 8, !tbaa !217
  %133 = or i32 %132, 4
  store i32 %133, ptr %131, align 8, !tbaa !217
  %134 = tail call i32 @PyList_Append(ptr noundef nonnull %6, ptr noundef nonnull %111) #37
  %135 = load i64, ptr %111, align 8, !tbaa !104
  %136 = add nsw i64 %135, -1
  store i64 %136, ptr %111, align 8, !tbaa !104
  %137 = icmp eq i64 %136, 0
  br i1 %137, label %138, label %139

138:                                              ; preds = %126
  tail call void @_Py_Dealloc(ptr noundef nonnull %111) #37
  br label %139

139:                                              ; preds = %138, %126
  %140 = icmp eq i32 %134, 0
  br i1 %140, label %141, label %146

141:                                              ; preds = %139, %89, %47, %31, %29, %24, %17, %12
  %142 = phi i64 [ %30, %29 ], [ %28, %24 ], [ %14, %139 ], [ %14, %12 ], [ %14, %17 ], [ %14, %89 ], [ %14, %47 ], [ %14, %31 ]
  %143 = icmp slt i64 %142, %1
  br i1 %143, label %12, label %144, !llvm.loop !262

144:                                              ; preds = %141, %8
  %145 = call fastcc ptr @box(ptr noundef %5, ptr noundef %2, ptr noundef %3)
  br label %146

146:                                              ; preds = %94, %139, %144
  %147 = phi ptr [ %145, %144 ], [ null, %139 ], [ null, %94 ]
  %148 = load i64, ptr %6, align 8, !tbaa !104
  %149 = add nsw i64 %148, -1
  store i64 %149, ptr %6, align 8, !tbaa !104
  %150 = icmp eq i64 %149, 0
  br i1 %150, label %151, label %152

151:                                              ; preds = %146
  tail call void @_Py_Dealloc(ptr noundef nonnull %6) #37
  br label %152

152:                                              ; preds = %4, %146, %151
  %153 = phi ptr [ %147, %146 ], [ %147, %151 ], [ null, %4 ]
  ret ptr %153
}

; Function Attrs: nounwind uwtable(sync)
define internal fastcc ptr @box(ptr nocapture noundef nonnull %0, ptr noundef nonnull %1, ptr nocapture noundef writeonly %2) unnamed_addr #0 {
  %4 = alloca [2 x i64], align 16
  %5 = alloca %struct.Op, align 4
  %6 = alloca ptr, align 8
  %7 = alloca i64, align 8
  %8 = load ptr, ptr %0, align 8, !tbaa !187
  br label %9

9:                                                ; preds = %126, %3
  %10 = phi ptr [ %8, %3 ], [ %16, %126 ]
  %11 = getelementptr inbounds nuw i8, ptr %10, i64 4
  %12 = load i32, ptr %11, align 4, !tbaa !191
  %13 = sext i32 %12 to i64
  %14 = getelementptr inbounds i64, ptr %1, i64 %13
  %15 = load i8, ptr %10, align 4, !tbaa !188
  %16 = getelementptr inbounds nuw i8, ptr %10, i64 24
  switch i8 %15, label %180 [
    i8 8, label %17
    i8 9, label %42
    i8 13, label %123
    i8 4, label %135
  ]

17:                                               ; preds = %9
  store ptr %16, ptr %0, align 8, !tbaa !187
  %18 = getelementptr inbounds nuw i8, ptr %10, i64 8
  %19 = load i32, ptr %18, align 4, !tbaa !214
  %20 = sext i32 %19 to i64
  %21 = tail call ptr @PyTuple_New(i64 noundef %20) #37
  %22 = icmp eq ptr %21, null
  br i1 %22, label %554, label %23

23:                                               ; preds = %17
  %24 = getelementptr inbounds nuw i8, ptr %21, i64 24
  %25 = load i32, ptr %18, align 4, !tbaa !214
  %26 = icmp sgt i32 %25, 0
  br i1 %26, label %27, label %554

27:                                               ; preds = %23, %36
  %28 = phi i64 [ %38, %36 ], [ 0, %23 ]
  %29 = tail call fastcc ptr @box(ptr noundef nonnull %0, ptr noundef nonnull %1, ptr noundef %2)
  %30 = icmp eq ptr %29, null
  br i1 %30, label %31, label %36

31:                                               ; preds = %27
  %32 = load i64, ptr %21, align 8, !tbaa !104
  %33 = add nsw i64 %32, -1
  store i64 %33, ptr %21, align 8, !tbaa !104
  %34 = icmp eq i64 %33, 0
  br i1 %34, label %35, label %554

35:                                               ; preds = %31
  tail call void @_Py_Dealloc(ptr noundef nonnull %21) #37
  br label %554

36:                                               ; preds = %27
  %37 = getelementptr inbounds nuw [1 x ptr], ptr %24, i64 0, i64 %28
  store ptr %29, ptr %37, align 8, !tbaa !70
  %38 = add nuw nsw i64 %28, 1
  %39 = load i32, ptr %18, align 4, !tbaa !214
  %40 = sext i32 %39 to i64
  %41 = icmp slt i64 %38, %40
  br i1 %41, label %27, label %554, !llvm.loop !263

42:                                               ; preds = %9
  %43 = getelementptr inbounds nuw i8, ptr %10, i64 48
  store ptr %43, ptr %0, align 8, !tbaa !187
  %44 = load i64, ptr %14, align 8, !tbaa !24
  %45 = inttoptr i64 %44 to ptr
  %46 = getelementptr inbounds nuw i8, ptr %14, i64 24
  %47 = load i64, ptr %46, align 8, !tbaa !24
  %48 = getelementptr inbounds nuw i8, ptr %10, i64 3
  %49 = load i8, ptr %48, align 1, !tbaa !224
  %50 = and i8 %49, 16
  %51 = icmp ne i8 %50, 0
  %52 = icmp ne i64 %47, 0
  %53 = select i1 %51, i1 %52, i1 false
  br i1 %53, label %54, label %62

54:                                               ; preds = %42
  %55 = inttoptr i64 %47 to ptr
  %56 = getelementptr inbounds nuw i8, ptr %55, i64 16
  %57 = load ptr, ptr %56, align 8, !tbaa !143
  %58 = icmp eq ptr %57, null
  br i1 %58, label %62, label %59

59:                                               ; preds = %54
  %60 = load i64, ptr %57, align 8, !tbaa !104
  %61 = add nsw i64 %60, 1
  store i64 %61, ptr %57, align 8, !tbaa !104
  br label %554

62:                                               ; preds = %54, %42
  %63 = getelementptr inbounds nuw i8, ptr %14, i64 8
  %64 = load i64, ptr %63, align 8, !tbaa !24
  %65 = tail call ptr @PyList_New(i64 noundef %64) #37
  %66 = icmp eq ptr %65, null
  br i1 %66, label %554, label %67

67:                                               ; preds = %62
  %68 = getelementptr inbounds nuw i8, ptr %10, i64 25
  %69 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %70 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %71 = getelementptr inbounds nuw i8, ptr %65, i64 24
  %72 = load i64, ptr %63, align 8, !tbaa !24
  %73 = icmp sgt i64 %72, 0
  br i1 %73, label %74, label %554

74:                                               ; preds = %67, %117
  %75 = phi i64 [ %120, %117 ], [ 0, %67 ]
  %76 = load i8, ptr %68, align 1, !tbaa !221
  %77 = zext i8 %76 to i64
  %78 = getelementptr inbounds nuw [13 x i64], ptr @item_bytes_of, i64 0, i64 %77
  %79 = load i64, ptr %78, align 8, !tbaa !24
  %80 = mul nsw i64 %79, %75
  %81 = getelementptr inbounds i8, ptr %45, i64 %80
  call void @llvm.lifetime.start.p0(i64 16, ptr nonnull %4) #37
  call void @llvm.lifetime.start.p0(i64 24, ptr nonnull %5) #37
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 4 dereferenceable(24) %5, ptr noundef nonnull align 4 dereferenceable(24) %16, i64 24, i1 false), !tbaa.struct !237
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %6) #37
  store ptr %5, ptr %6, align 8, !tbaa !187
  store i32 0, ptr %69, align 4, !tbaa !191
  switch i8 %76, label %108 [
    i8 0, label %82
    i8 2, label %82
    i8 1, label %85
    i8 3, label %88
    i8 4, label %91
    i8 5, label %94
    i8 6, label %97
    i8 9, label %97
    i8 7, label %100
    i8 8, label %100
    i8 10, label %100
    i8 11, label %102
  ]

82:                                               ; preds = %74, %74
  %83 = load i8, ptr %81, align 1, !tbaa !41
  %84 = zext i8 %83 to i64
  store i64 %84, ptr %4, align 16, !tbaa !24
  br label %109

85:                                               ; preds = %74
  %86 = load i8, ptr %81, align 1, !tbaa !41
  %87 = sext i8 %86 to i64
  store i64 %87, ptr %4, align 16, !tbaa !24
  br label %109

88:                                               ; preds = %74
  %89 = load i16, ptr %81, align 2, !tbaa !43
  %90 = sext i16 %89 to i64
  store i64 %90, ptr %4, align 16, !tbaa !24
  br label %109

91:                                               ; preds = %74
  %92 = load i16, ptr %81, align 2, !tbaa !43
  %93 = zext i16 %92 to i64
  store i64 %93, ptr %4, align 16, !tbaa !24
  br label %109

94:                                               ; preds = %74
  %95 = load i32, ptr %81, align 4, !tbaa !37
  %96 = sext i32 %95 to i64
  store i64 %96, ptr %4, align 16, !tbaa !24
  br label %109

97:                                               ; preds = %74, %74
  %98 = load i32, ptr %81, align 4, !tbaa !37
  %99 = zext i32 %98 to i64
  store i64 %99, ptr %4, align 16, !tbaa !24
  br label %109

100:                                              ; preds = %74, %74, %74
  %101 = load i64, ptr %81, align 1
  store i64 %101, ptr %4, align 16
  br label %109

102:                                              ; preds = %74
  %103 = load i32, ptr %81, align 4, !tbaa !37
  %104 = zext i32 %103 to i64
  store i64 %104, ptr %4, align 16, !tbaa !24
  %105 = getelementptr inbounds nuw i8, ptr %81, i64 4
  %106 = load i32, ptr %105, align 4, !tbaa !37
  %107 = zext i32 %106 to i64
  store i64 %107, ptr %70, align 8, !tbaa !24
  br label %109

108:                                              ; preds = %74
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %4, ptr noundef nonnull readonly align 1 dereferenceable(16) %81, i64 16, i1 false)
  br label %109

109:                                              ; preds = %82, %85, %88, %91, %94, %97, %100, %102, %108
  %110 = call fastcc ptr @box(ptr noundef %6, ptr noundef %4, ptr noundef null)
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.end.p0(i64 24, ptr nonnull %5) #37
  call void @llvm.lifetime.end.p0(i64 16, ptr nonnull %4) #37
  %111 = icmp eq ptr %110, null
  br i1 %111, label %112, label %117

112:                                              ; preds = %109
  %113 = load i64, ptr %65, align 8, !tbaa !104
  %114 = add nsw i64 %113, -1
  store i64 %114, ptr %65, align 8, !tbaa !104
  %115 = icmp eq i64 %114, 0
  br i1 %115, label %116, label %554

116:                                              ; preds = %112
  call void @_Py_Dealloc(ptr noundef nonnull %65) #37
  br label %554

117:                                              ; preds = %109
  %118 = load ptr, ptr %71, align 8, !tbaa !238
  %119 = getelementptr inbounds nuw ptr, ptr %118, i64 %75
  store ptr %110, ptr %119, align 8, !tbaa !70
  %120 = add nuw nsw i64 %75, 1
  %121 = load i64, ptr %63, align 8, !tbaa !24
  %122 = icmp slt i64 %120, %121
  br i1 %122, label %74, label %554, !llvm.loop !264

123:                                              ; preds = %9
  store ptr %16, ptr %0, align 8, !tbaa !187
  %124 = load i64, ptr %14, align 8, !tbaa !24
  %125 = icmp eq i64 %124, 0
  br i1 %125, label %127, label %126

126:                                              ; preds = %123, %135
  br label %9

127:                                              ; preds = %123
  %128 = getelementptr inbounds nuw i8, ptr %10, i64 8
  %129 = load i32, ptr %128, align 4, !tbaa !214
  %130 = sext i32 %129 to i64
  %131 = getelementptr inbounds %struct.Op, ptr %16, i64 %130
  store ptr %131, ptr %0, align 8, !tbaa !187
  %132 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 96), align 8, !tbaa !265
  %133 = load i64, ptr %132, align 8, !tbaa !104
  %134 = add nsw i64 %133, 1
  store i64 %134, ptr %132, align 8, !tbaa !104
  br label %554

135:                                              ; preds = %9
  store ptr %16, ptr %0, align 8, !tbaa !187
  %136 = getelementptr inbounds nuw i8, ptr %10, i64 8
  %137 = load i32, ptr %136, align 4, !tbaa !214
  %138 = sext i32 %137 to i64
  %139 = getelementptr inbounds i64, ptr %14, i64 %138
  %140 = load i64, ptr %139, align 8, !tbaa !24
  %141 = and i64 %140, 1
  %142 = icmp eq i64 %141, 0
  br i1 %142, label %126, label %143

143:                                              ; preds = %135
  %144 = getelementptr inbounds nuw i8, ptr %10, i64 48
  store ptr %144, ptr %0, align 8, !tbaa !187
  %145 = getelementptr inbounds nuw i8, ptr %10, i64 25
  %146 = load i8, ptr %145, align 1, !tbaa !221
  %147 = getelementptr inbounds nuw i8, ptr %10, i64 2
  %148 = load i8, ptr %147, align 2, !tbaa !241
  %149 = icmp eq i8 %148, 0
  %150 = icmp ult i8 %146, 9
  %151 = select i1 %149, i1 %150, i1 false
  br i1 %151, label %152, label %155

152:                                              ; preds = %143
  %153 = load i64, ptr %14, align 8, !tbaa !24
  %154 = tail call ptr @PyLong_FromLongLong(i64 noundef %153) #37
  br label %554

155:                                              ; preds = %143
  switch i8 %146, label %164 [
    i8 10, label %156
    i8 12, label %156
    i8 9, label %158
    i8 11, label %158
    i8 8, label %161
  ]

156:                                              ; preds = %155, %155
  %157 = load double, ptr %14, align 8
  br label %167

158:                                              ; preds = %155, %155
  %159 = load float, ptr %14, align 8
  %160 = fpext float %159 to double
  br label %167

161:                                              ; preds = %155
  %162 = load i64, ptr %14, align 8, !tbaa !24
  %163 = uitofp i64 %162 to double
  br label %167

164:                                              ; preds = %155
  %165 = load i64, ptr %14, align 8, !tbaa !24
  %166 = sitofp i64 %165 to double
  br label %167

167:                                              ; preds = %156, %158, %161, %164
  %168 = phi double [ %166, %164 ], [ %163, %161 ], [ %160, %158 ], [ %157, %156 ]
  switch i8 %148, label %173 [
    i8 0, label %169
    i8 1, label %171
  ]

169:                                              ; preds = %167
  %170 = tail call ptr @PyLong_FromDouble(double noundef %168) #37
  br label %554

171:                                              ; preds = %167
  %172 = tail call ptr @PyFloat_FromDouble(double noundef %168) #37
  br label %554

173:                                              ; preds = %167
  %174 = fcmp une double %168, 0.000000e+00
  %175 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 80), align 8
  %176 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 88), align 8
  %177 = select i1 %174, ptr %175, ptr %176
  %178 = load i64, ptr %177, align 8, !tbaa !104
  %179 = add nsw i64 %178, 1
  store i64 %179, ptr %177, align 8, !tbaa !104
  br label %554

180:                                              ; preds = %9
  store ptr %16, ptr %0, align 8, !tbaa !187
  switch i8 %15, label %550 [
    i8 0, label %181
    i8 1, label %184
    i8 2, label %187
    i8 3, label %196
    i8 5, label %201
    i8 6, label %233
    i8 7, label %541
  ]

181:                                              ; preds = %180
  %182 = load double, ptr %14, align 1
  %183 = tail call ptr @PyFloat_FromDouble(double noundef %182) #37
  br label %554

184:                                              ; preds = %180
  %185 = load i64, ptr %14, align 8, !tbaa !24
  %186 = tail call ptr @PyLong_FromLongLong(i64 noundef %185) #37
  br label %554

187:                                              ; preds = %180
  %188 = load i64, ptr %14, align 8, !tbaa !24
  %189 = and i64 %188, 1
  %190 = icmp eq i64 %189, 0
  %191 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 80), align 8
  %192 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 88), align 8
  %193 = select i1 %190, ptr %192, ptr %191
  %194 = load i64, ptr %193, align 8, !tbaa !104
  %195 = add nsw i64 %194, 1
  store i64 %195, ptr %193, align 8, !tbaa !104
  br label %554

196:                                              ; preds = %180
  %197 = load double, ptr %14, align 1
  %198 = getelementptr inbounds nuw i8, ptr %14, i64 8
  %199 = load double, ptr %198, align 1
  %200 = tail call ptr @PyComplex_FromDoubles(double noundef %197, double noundef %199) #37
  br label %554

201:                                              ; preds = %180
  %202 = getelementptr inbounds nuw i8, ptr %10, i64 1
  %203 = load i8, ptr %202, align 1, !tbaa !221
  %204 = icmp eq i8 %203, 0
  br i1 %204, label %205, label %214

205:                                              ; preds = %201
  %206 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %207 = getelementptr inbounds nuw i8, ptr %206, i64 72
  %208 = load ptr, ptr %207, align 8, !tbaa !69
  %209 = load i64, ptr %14, align 8, !tbaa !24
  %210 = and i64 %209, 1
  %211 = getelementptr inbounds nuw %struct.PyBoolScalarObject, ptr %208, i64 %210
  %212 = load i64, ptr %211, align 8, !tbaa !104
  %213 = add nsw i64 %212, 1
  store i64 %213, ptr %211, align 8, !tbaa !104
  br label %554

214:                                              ; preds = %201
  %215 = zext i8 %203 to i64
  %216 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 128), i64 0, i64 %215
  %217 = load ptr, ptr %216, align 8, !tbaa !121
  %218 = getelementptr inbounds nuw i8, ptr %217, i64 304
  %219 = load ptr, ptr %218, align 8, !tbaa !144
  %220 = tail call ptr %219(ptr noundef %217, i64 noundef 0) #37
  %221 = icmp eq ptr %220, null
  br i1 %221, label %554, label %222

222:                                              ; preds = %214
  %223 = getelementptr inbounds nuw i8, ptr %220, i64 16
  %224 = icmp eq i8 %203, 11
  br i1 %224, label %225, label %230

225:                                              ; preds = %222
  %226 = load i32, ptr %14, align 8
  store i32 %226, ptr %223, align 1
  %227 = getelementptr inbounds nuw i8, ptr %220, i64 20
  %228 = getelementptr inbounds nuw i8, ptr %14, i64 8
  %229 = load i32, ptr %228, align 8
  store i32 %229, ptr %227, align 1
  br label %554

230:                                              ; preds = %222
  %231 = getelementptr inbounds nuw [13 x i64], ptr @item_bytes_of, i64 0, i64 %215
  %232 = load i64, ptr %231, align 8, !tbaa !24
  tail call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 1 %223, ptr nonnull readonly align 8 %14, i64 %232, i1 false)
  br label %554

233:                                              ; preds = %180
  %234 = load i64, ptr %14, align 8, !tbaa !24, !noalias !266
  %235 = inttoptr i64 %234 to ptr
  %236 = getelementptr inbounds nuw i8, ptr %14, i64 8
  %237 = load i64, ptr %236, align 8, !tbaa !24, !noalias !266
  %238 = inttoptr i64 %237 to ptr
  %239 = getelementptr inbounds nuw i8, ptr %14, i64 16
  %240 = getelementptr inbounds nuw i8, ptr %10, i64 8
  %241 = load i32, ptr %240, align 4, !tbaa !214, !noalias !266
  %242 = sext i32 %241 to i64
  %243 = getelementptr inbounds i64, ptr %239, i64 %242
  %244 = icmp eq i64 %237, 0
  br i1 %244, label %245, label %273

245:                                              ; preds = %233
  %246 = getelementptr inbounds nuw i8, ptr %10, i64 1
  %247 = load i8, ptr %246, align 1, !tbaa !221
  %248 = zext i8 %247 to i64
  %249 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 232), i64 0, i64 %248
  %250 = load ptr, ptr %249, align 8, !tbaa !123
  %251 = load i64, ptr %250, align 8, !tbaa !104
  %252 = add nsw i64 %251, 1
  store i64 %252, ptr %250, align 8, !tbaa !104
  %253 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %254 = getelementptr inbounds nuw i8, ptr %253, i64 752
  %255 = load ptr, ptr %254, align 8, !tbaa !69
  %256 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  %257 = getelementptr inbounds nuw i8, ptr %10, i64 3
  %258 = load i8, ptr %257, align 1, !tbaa !224
  %259 = and i8 %258, 8
  %260 = zext nneg i8 %259 to i32
  %261 = shl nuw nsw i32 %260, 7
  %262 = tail call ptr %255(ptr noundef %256, ptr noundef nonnull %250, i32 noundef %241, ptr noundef nonnull %239, ptr noundef nonnull %243, ptr noundef %235, i32 noundef %261, ptr noundef null) #37
  %263 = icmp eq ptr %262, null
  br i1 %263, label %554, label %264

264:                                              ; preds = %245
  %265 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %266 = getelementptr inbounds nuw i8, ptr %265, i64 680
  %267 = load ptr, ptr %266, align 8, !tbaa !69
  %268 = tail call ptr %267(ptr noundef nonnull %262, i32 noundef 2) #37
  %269 = load i64, ptr %262, align 8, !tbaa !104
  %270 = add nsw i64 %269, -1
  store i64 %270, ptr %262, align 8, !tbaa !104
  %271 = icmp eq i64 %270, 0
  br i1 %271, label %272, label %554

272:                                              ; preds = %264
  tail call void @_Py_Dealloc(ptr noundef nonnull %262) #37
  br label %554

273:                                              ; preds = %233
  %274 = getelementptr inbounds nuw i8, ptr %238, i64 16
  %275 = load ptr, ptr %274, align 8, !tbaa !143
  %276 = icmp eq ptr %275, null
  br i1 %276, label %384, label %277

277:                                              ; preds = %273
  %278 = getelementptr inbounds nuw i8, ptr %275, i64 16
  %279 = load ptr, ptr %278, align 8, !tbaa !228
  %280 = icmp eq ptr %279, %235
  br i1 %280, label %281, label %343

281:                                              ; preds = %277
  %282 = getelementptr inbounds nuw i8, ptr %275, i64 24
  %283 = load i32, ptr %282, align 8, !tbaa !215
  %284 = icmp eq i32 %283, %241
  br i1 %284, label %285, label %343

285:                                              ; preds = %281
  %286 = getelementptr inbounds nuw i8, ptr %275, i64 56
  %287 = load ptr, ptr %286, align 8, !tbaa !220
  %288 = getelementptr inbounds nuw i8, ptr %287, i64 28
  %289 = load i32, ptr %288, align 4, !tbaa !222
  %290 = icmp ugt i32 %289, 23
  br i1 %290, label %343, label %291

291:                                              ; preds = %285
  %292 = getelementptr inbounds nuw i8, ptr %10, i64 1
  %293 = load i8, ptr %292, align 1, !tbaa !221
  %294 = zext i8 %293 to i32
  %295 = zext nneg i32 %289 to i64
  %296 = getelementptr inbounds nuw [24 x i8], ptr getelementptr inbounds nuw (i8, ptr @state, i64 544), i64 0, i64 %295
  %297 = load i8, ptr %296, align 1, !tbaa !41
  %298 = sext i8 %297 to i32
  %299 = icmp eq i32 %294, %298
  br i1 %299, label %300, label %343

300:                                              ; preds = %291
  %301 = getelementptr inbounds nuw i8, ptr %287, i64 26
  %302 = load i8, ptr %301, align 2, !tbaa !223
  %303 = icmp eq i8 %302, 62
  br i1 %303, label %343, label %304

304:                                              ; preds = %300
  %305 = icmp sgt i32 %241, 0
  br i1 %305, label %306, label %340

306:                                              ; preds = %304
  %307 = getelementptr inbounds nuw i8, ptr %275, i64 32
  %308 = load ptr, ptr %307, align 8, !tbaa !225
  %309 = getelementptr inbounds nuw i8, ptr %275, i64 40
  %310 = zext nneg i32 %241 to i64
  br label %311

311:                                              ; preds = %331, %306
  %312 = phi i64 [ 0, %306 ], [ %334, %331 ]
  %313 = phi i64 [ 0, %306 ], [ %333, %331 ]
  %314 = phi i64 [ 1, %306 ], [ %321, %331 ]
  %315 = getelementptr inbounds nuw i64, ptr %308, i64 %312
  %316 = load i64, ptr %315, align 8, !tbaa !24
  %317 = getelementptr inbounds nuw i64, ptr %239, i64 %312
  %318 = load i64, ptr %317, align 8, !tbaa !24
  %319 = icmp eq i64 %316, %318
  br i1 %319, label %320, label %343

320:                                              ; preds = %311
  %321 = mul nsw i64 %316, %314
  %322 = icmp sgt i64 %316, 1
  br i1 %322, label %323, label %331

323:                                              ; preds = %320
  %324 = load ptr, ptr %309, align 8, !tbaa !226
  %325 = getelementptr inbounds nuw i64, ptr %324, i64 %312
  %326 = load i64, ptr %325, align 8, !tbaa !24
  %327 = getelementptr inbounds nuw i64, ptr %243, i64 %312
  %328 = load i64, ptr %327, align 8, !tbaa !24
  %329 = icmp ne i64 %326, %328
  %330 = zext i1 %329 to i64
  br label %331

331:                                              ; preds = %323, %320
  %332 = phi i64 [ 0, %320 ], [ %330, %323 ]
  %333 = add nuw nsw i64 %332, %313
  %334 = add nuw nsw i64 %312, 1
  %335 = icmp eq i64 %334, %310
  br i1 %335, label %336, label %311, !llvm.loop !269

336:                                              ; preds = %331
  %337 = icmp ne i64 %333, 0
  %338 = icmp ne i64 %321, 0
  %339 = select i1 %337, i1 %338, i1 false
  br i1 %339, label %343, label %340

340:                                              ; preds = %336, %304
  %341 = load i64, ptr %275, align 8, !tbaa !104
  %342 = add nsw i64 %341, 1
  store i64 %342, ptr %275, align 8, !tbaa !104
  br label %554

343:                                              ; preds = %311, %336, %300, %291, %285, %281, %277
  %344 = getelementptr inbounds nuw i8, ptr %10, i64 1
  %345 = load i8, ptr %344, align 1, !tbaa !221
  %346 = zext i8 %345 to i64
  %347 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 232), i64 0, i64 %346
  %348 = load ptr, ptr %347, align 8, !tbaa !123
  %349 = load i64, ptr %348, align 8, !tbaa !104
  %350 = add nsw i64 %349, 1
  store i64 %350, ptr %348, align 8, !tbaa !104
  %351 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %352 = getelementptr inbounds nuw i8, ptr %351, i64 752
  %353 = load ptr, ptr %352, align 8, !tbaa !69
  %354 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  %355 = getelementptr inbounds nuw i8, ptr %10, i64 3
  %356 = load i8, ptr %355, align 1, !tbaa !224
  %357 = and i8 %356, 8
  %358 = zext nneg i8 %357 to i32
  %359 = shl nuw nsw i32 %358, 7
  %360 = tail call ptr %353(ptr noundef %354, ptr noundef nonnull %348, i32 noundef %241, ptr noundef nonnull %239, ptr noundef nonnull %243, ptr noundef %235, i32 noundef %359, ptr noundef null) #37
  %361 = icmp eq ptr %360, null
  br i1 %361, label %554, label %362

362:                                              ; preds = %343
  %363 = getelementptr inbounds nuw i8, ptr %275, i64 64
  %364 = load i32, ptr %363, align 8, !tbaa !217
  %365 = and i32 %364, 1024
  %366 = icmp eq i32 %365, 0
  br i1 %366, label %367, label %371

367:                                              ; preds = %362
  %368 = getelementptr inbounds nuw i8, ptr %360, i64 64
  %369 = load i32, ptr %368, align 8, !tbaa !217
  %370 = and i32 %369, -1025
  store i32 %370, ptr %368, align 8, !tbaa !217
  br label %371

371:                                              ; preds = %367, %362
  %372 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %373 = getelementptr inbounds nuw i8, ptr %372, i64 2256
  %374 = load ptr, ptr %373, align 8, !tbaa !69
  %375 = load i64, ptr %275, align 8, !tbaa !104
  %376 = add nsw i64 %375, 1
  store i64 %376, ptr %275, align 8, !tbaa !104
  %377 = tail call i32 %374(ptr noundef nonnull %360, ptr noundef nonnull %275) #37
  %378 = icmp eq i32 %377, 0
  br i1 %378, label %554, label %379

379:                                              ; preds = %371
  %380 = load i64, ptr %360, align 8, !tbaa !104
  %381 = add nsw i64 %380, -1
  store i64 %381, ptr %360, align 8, !tbaa !104
  %382 = icmp eq i64 %381, 0
  br i1 %382, label %383, label %554

383:                                              ; preds = %379
  tail call void @_Py_Dealloc(ptr noundef nonnull %360) #37
  br label %554

384:                                              ; preds = %273
  %385 = getelementptr inbounds nuw i8, ptr %238, i64 8
  %386 = load ptr, ptr %385, align 8, !tbaa !26
  %387 = icmp eq ptr %386, %235
  br i1 %387, label %388, label %422

388:                                              ; preds = %384
  %389 = getelementptr inbounds nuw i8, ptr %10, i64 1
  %390 = load i8, ptr %389, align 1, !tbaa !221
  %391 = zext i8 %390 to i64
  %392 = getelementptr inbounds nuw [13 x i64], ptr @item_bytes_of, i64 0, i64 %391
  %393 = load i64, ptr %392, align 8, !tbaa !24
  %394 = icmp sgt i32 %241, 0
  br i1 %394, label %395, label %419

395:                                              ; preds = %388
  %396 = zext nneg i32 %241 to i64
  br label %397

397:                                              ; preds = %410, %395
  %398 = phi i64 [ 0, %395 ], [ %415, %410 ]
  %399 = phi i64 [ %393, %395 ], [ %414, %410 ]
  %400 = phi i64 [ %393, %395 ], [ %411, %410 ]
  %401 = getelementptr inbounds nuw i64, ptr %239, i64 %398
  %402 = load i64, ptr %401, align 8, !tbaa !24
  %403 = icmp eq i64 %402, 0
  br i1 %403, label %503, label %404

404:                                              ; preds = %397
  %405 = icmp sgt i64 %402, 1
  %406 = getelementptr inbounds nuw i64, ptr %243, i64 %398
  %407 = load i64, ptr %406, align 8, !tbaa !24
  %408 = icmp slt i64 %407, 0
  %409 = select i1 %405, i1 %408, i1 false
  br i1 %409, label %422, label %410

410:                                              ; preds = %404
  %411 = mul nsw i64 %402, %400
  %412 = add nsw i64 %402, -1
  %413 = mul nsw i64 %407, %412
  %414 = add nsw i64 %413, %399
  %415 = add nuw nsw i64 %398, 1
  %416 = icmp eq i64 %415, %396
  br i1 %416, label %417, label %397, !llvm.loop !260

417:                                              ; preds = %410
  %418 = icmp eq i64 %411, %414
  br i1 %418, label %419, label %422

419:                                              ; preds = %417, %388
  %420 = phi i64 [ %411, %417 ], [ %393, %388 ]
  %421 = icmp slt i64 %420, 0
  br i1 %421, label %422, label %503

422:                                              ; preds = %404, %419, %417, %384
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %7) #37
  store i64 1, ptr %7, align 8, !tbaa !24
  %423 = getelementptr inbounds nuw i8, ptr %238, i64 40
  %424 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 248), align 8, !tbaa !123
  %425 = load i64, ptr %424, align 8, !tbaa !104
  %426 = add nsw i64 %425, 1
  store i64 %426, ptr %424, align 8, !tbaa !104
  %427 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %428 = getelementptr inbounds nuw i8, ptr %427, i64 752
  %429 = load ptr, ptr %428, align 8, !tbaa !69
  %430 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  %431 = call ptr %429(ptr noundef %430, ptr noundef nonnull %424, i32 noundef 1, ptr noundef nonnull %423, ptr noundef nonnull %7, ptr noundef %386, i32 noundef 1024, ptr noundef null) #37
  %432 = icmp eq ptr %431, null
  br i1 %432, label %501, label %433

433:                                              ; preds = %422
  %434 = getelementptr inbounds nuw i8, ptr %238, i64 24
  %435 = load ptr, ptr %434, align 8, !tbaa !6
  %436 = icmp eq ptr %435, null
  %437 = getelementptr inbounds nuw i8, ptr %238, i64 32
  %438 = load ptr, ptr %437, align 8, !tbaa !20
  br i1 %436, label %441, label %439

439:                                              ; preds = %433
  %440 = getelementptr inbounds nuw i8, ptr %435, i64 32
  store ptr %438, ptr %440, align 8, !tbaa !20
  br label %443

441:                                              ; preds = %433
  %442 = getelementptr inbounds nuw i8, ptr %2, i64 112
  store ptr %438, ptr %442, align 8, !tbaa !15
  br label %443

443:                                              ; preds = %441, %439
  %444 = icmp eq ptr %438, null
  br i1 %444, label %447, label %445

445:                                              ; preds = %443
  %446 = getelementptr inbounds nuw i8, ptr %438, i64 24
  store ptr %435, ptr %446, align 8, !tbaa !6
  br label %447

447:                                              ; preds = %445, %443
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %434, i8 0, i64 16, i1 false)
  store ptr %431, ptr %274, align 8, !tbaa !143
  %448 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 568), align 8, !tbaa !128
  %449 = load i64, ptr %448, align 8, !tbaa !104
  %450 = add nsw i64 %449, 1
  store i64 %450, ptr %448, align 8, !tbaa !104
  %451 = getelementptr inbounds nuw i8, ptr %431, i64 88
  store ptr %448, ptr %451, align 8, !tbaa !261
  %452 = getelementptr inbounds nuw i8, ptr %431, i64 64
  %453 = load i32, ptr %452, align 8, !tbaa !217
  %454 = or i32 %453, 4
  store i32 %454, ptr %452, align 8, !tbaa !217
  %455 = getelementptr inbounds nuw i8, ptr %10, i64 1
  %456 = load i8, ptr %455, align 1, !tbaa !221
  %457 = zext i8 %456 to i64
  %458 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 232), i64 0, i64 %457
  %459 = load ptr, ptr %458, align 8, !tbaa !123
  %460 = load i64, ptr %459, align 8, !tbaa !104
  %461 = add nsw i64 %460, 1
  store i64 %461, ptr %459, align 8, !tbaa !104
  %462 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %463 = getelementptr inbounds nuw i8, ptr %462, i64 752
  %464 = load ptr, ptr %463, align 8, !tbaa !69
  %465 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  %466 = load i32, ptr %240, align 4, !tbaa !214
  %467 = getelementptr inbounds nuw i8, ptr %10, i64 3
  %468 = load i8, ptr %467, align 1, !tbaa !224
  %469 = and i8 %468, 8
  %470 = zext nneg i8 %469 to i32
  %471 = shl nuw nsw i32 %470, 7
  %472 = call ptr %464(ptr noundef %465, ptr noundef nonnull %459, i32 noundef %466, ptr noundef nonnull %239, ptr noundef nonnull %243, ptr noundef %235, i32 noundef %471, ptr noundef null) #37
  %473 = icmp eq ptr %472, null
  br i1 %473, label %495, label %474

474:                                              ; preds = %447
  %475 = load i32, ptr %452, align 8, !tbaa !217
  %476 = and i32 %475, 1024
  %477 = icmp eq i32 %476, 0
  br i1 %477, label %478, label %482

478:                                              ; preds = %474
  %479 = getelementptr inbounds nuw i8, ptr %472, i64 64
  %480 = load i32, ptr %479, align 8, !tbaa !217
  %481 = and i32 %480, -1025
  store i32 %481, ptr %479, align 8, !tbaa !217
  br label %482

482:                                              ; preds = %478, %474
  %483 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %484 = getelementptr inbounds nuw i8, ptr %483, i64 2256
  %485 = load ptr, ptr %484, align 8, !tbaa !69
  %486 = load i64, ptr %431, align 8, !tbaa !104
  %487 = add nsw i64 %486, 1
  store i64 %487, ptr %431, align 8, !tbaa !104
  %488 = call i32 %485(ptr noundef nonnull %472, ptr noundef nonnull %431) #37
  %489 = icmp eq i32 %488, 0
  br i1 %489, label %495, label %490

490:                                              ; preds = %482
  %491 = load i64, ptr %472, align 8, !tbaa !104
  %492 = add nsw i64 %491, -1
  store i64 %492, ptr %472, align 8, !tbaa !104
  %493 = icmp eq i64 %492, 0
  br i1 %493, label %494, label %495

494:                                              ; preds = %490
  call void @_Py_Dealloc(ptr noundef nonnull %472) #37
  br label %495

495:                                              ; preds = %494, %490, %482, %447
  %496 = phi ptr [ null, %447 ], [ %472, %482 ], [ null, %490 ], [ null, %494 ]
  %497 = load i64, ptr %431, align 8, !tbaa !104
  %498 = add nsw i64 %497, -1
  store i64 %498, ptr %431, align 8, !tbaa !104
  %499 = icmp eq i64 %498, 0
  br i1 %499, label %500, label %501

500:                                              ; preds = %495
  call void @_Py_Dealloc(ptr noundef nonnull %431) #37
  br label %501

501:                                              ; preds = %500, %495, %422
  %502 = phi ptr [ null, %422 ], [ %496, %495 ], [ %496, %500 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %7) #37
  br label %554

503:                                              ; preds = %397, %419
  %504 = getelementptr inbounds nuw [13 x ptr], ptr getelementptr inbounds nuw (i8, ptr @state, i64 232), i64 0, i64 %391
  %505 = load ptr, ptr %504, align 8, !tbaa !123
  %506 = load i64, ptr %505, align 8, !tbaa !104
  %507 = add nsw i64 %506, 1
  store i64 %507, ptr %505, align 8, !tbaa !104
  %508 = load ptr, ptr @noodle_numpy, align 8, !tbaa !69
  %509 = getelementptr inbounds nuw i8, ptr %508, i64 752
  %510 = load ptr, ptr %509, align 8, !tbaa !69
  %511 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 64), align 8, !tbaa !122
  %512 = getelementptr inbounds nuw i8, ptr %10, i64 3
  %513 = load i8, ptr %512, align 1, !tbaa !224
  %514 = and i8 %513, 8
  %515 = zext nneg i8 %514 to i32
  %516 = shl nuw nsw i32 %515, 7
  %517 = tail call ptr %510(ptr noundef %511, ptr noundef nonnull %505, i32 noundef %241, ptr noundef nonnull %239, ptr noundef nonnull %243, ptr noundef %235, i32 noundef %516, ptr noundef null) #37
  %518 = icmp eq ptr %517, null
  br i1 %518, label %554, label %519

519:                                              ; preds = %503
  %520 = getelementptr inbounds nuw i8, ptr %238, i64 24
  %521 = load ptr, ptr %520, align 8, !tbaa !6
  %522 = icmp eq ptr %521, null
  %523 = getelementptr inbounds nuw i8, ptr %238, i64 32
  %524 = load ptr, ptr %523, align 8, !tbaa !20
  br i1 %522, label %527, label %525

525:                                              ; preds = %519
  %526 = getelementptr inbounds nuw i8, ptr %521, i64 32
  store ptr %524, ptr %526, align 8, !tbaa !20
  br label %529

527:                                              ; preds = %519
  %528 = getelementptr inbounds nuw i8, ptr %2, i64 112
  store ptr %524, ptr %528, align 8, !tbaa !15
  br label %529

529:                                              ; preds = %527, %525
  %530 = icmp eq ptr %524, null
  br i1 %530, label %533, label %531

531:                                              ; preds = %529
  %532 = getelementptr inbounds nuw i8, ptr %524, i64 24
  store ptr %521, ptr %532, align 8, !tbaa !6
  br label %533

533:                                              ; preds = %531, %529
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %520, i8 0, i64 16, i1 false)
  store ptr %517, ptr %274, align 8, !tbaa !143
  %534 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 568), align 8, !tbaa !128
  %535 = load i64, ptr %534, align 8, !tbaa !104
  %536 = add nsw i64 %535, 1
  store i64 %536, ptr %534, align 8, !tbaa !104
  %537 = getelementptr inbounds nuw i8, ptr %517, i64 88
  store ptr %534, ptr %537, align 8, !tbaa !261
  %538 = getelementptr inbounds nuw i8, ptr %517, i64 64
  %539 = load i32, ptr %538, align 8, !tbaa !217
  %540 = or i32 %539, 4
  store i32 %540, ptr %538, align 8, !tbaa !217
  br label %554

541:                                              ; preds = %180
  %542 = load i64, ptr %14, align 8, !tbaa !24
  %543 = trunc i64 %542 to i32
  %544 = getelementptr inbounds nuw i8, ptr %14, i64 8
  %545 = load i64, ptr %544, align 8, !tbaa !24
  %546 = inttoptr i64 %545 to ptr
  %547 = getelementptr inbounds nuw i8, ptr %14, i64 16
  %548 = load i64, ptr %547, align 8, !tbaa !24
  %549 = tail call ptr @PyUnicode_FromKindAndData(i32 noundef %543, ptr noundef %546, i64 noundef %548) #37
  br label %554

550:                                              ; preds = %180
  %551 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !142
  %552 = load i64, ptr %551, align 8, !tbaa !104
  %553 = add nsw i64 %552, 1
  store i64 %553, ptr %551, align 8, !tbaa !104
  br label %554

554:                                              ; preds = %117, %36, %67, %23, %116, %112, %35, %31, %62, %17, %533, %503, %501, %383, %379, %371, %343, %340, %272, %264, %245, %230, %225, %214, %205, %173, %171, %169, %152, %127, %59, %550, %541, %196, %187, %184, %181
  %555 = phi ptr [ %551, %550 ], [ %549, %541 ], [ %200, %196 ], [ %193, %187 ], [ %186, %184 ], [ %183, %181 ], [ %57, %59 ], [ %132, %127 ], [ %154, %152 ], [ %170, %169 ], [ %172, %171 ], [ %177, %173 ], [ %211, %205 ], [ null, %214 ], [ %220, %225 ], [ %220, %230 ], [ %502, %501 ], [ %275, %340 ], [ null, %245 ], [ %268, %264 ], [ %268, %272 ], [ null, %343 ], [ %360, %371 ], [ null, %379 ], [ null, %383 ], [ null, %503 ], [ %517, %533 ], [ null, %17 ], [ null, %62 ], [ null, %31 ], [ null, %35 ], [ null, %112 ], [ null, %116 ], [ %21, %23 ], [ %65, %67 ], [ %21, %36 ], [ %65, %117 ]
  ret ptr %555
}

declare ptr @PyList_New(i64 noundef) local_unnamed_addr

declare i32 @PyList_Append(ptr noundef, ptr noundef) local_unnamed_addr

declare ptr @PyUnicode_FromKindAndData(i32 noundef, ptr noundef, i64 noundef) local_unnamed_addr

declare ptr @PyLong_FromDouble(double noundef) local_unnamed_addr

declare ptr @PyComplex_FromDoubles(double noundef, double noundef) local_unnamed_addr

declare void @PyObject_GC_UnTrack(ptr noundef) local_unnamed_addr

; Function Attrs: nounwind uwtable(sync)
define internal ptr @get_callable(ptr noundef %0, ptr nocapture readnone %1) #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %4 = tail call ptr @PyCMethod_New(ptr noundef nonnull %3, ptr noundef %0, ptr noundef null, ptr noundef null) #37
  ret ptr %4
}

; Function Attrs: nounwind uwtable(sync)
define internal noundef ptr @clear_entries(ptr nocapture noundef initializes((72, 80)) %0, ptr nocapture readnone %1) #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %4 = load ptr, ptr %3, align 8, !tbaa !159
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %6 = load i64, ptr %5, align 8, !tbaa !160
  %7 = icmp sgt i64 %6, 0
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %5, i8 0, i64 24, i1 false)
  br i1 %7, label %8, label %14

8:                                                ; preds = %2, %8
  %9 = phi i64 [ %12, %8 ], [ 0, %2 ]
  %10 = getelementptr inbounds nuw ptr, ptr %4, i64 %9
  %11 = load ptr, ptr %10, align 8, !tbaa !161
  tail call fastcc void @release_entry(ptr noundef %11)
  %12 = add nuw nsw i64 %9, 1
  %13 = icmp eq i64 %12, %6
  br i1 %13, label %14, label %8, !llvm.loop !163

14:                                               ; preds = %8, %2
  tail call void @free(ptr noundef %4) #37
  %15 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !142
  %16 = load i64, ptr %15, align 8, !tbaa !104
  %17 = add nsw i64 %16, 1
  store i64 %17, ptr %15, align 8, !tbaa !104
  ret ptr %15
}

; Function Attrs: nounwind uwtable(sync)
define internal ptr @add_entry(ptr nocapture noundef %0, ptr noundef %1) #0 {
  %3 = alloca ptr, align 8
  %4 = alloca ptr, align 8
  %5 = alloca ptr, align 8
  %6 = alloca ptr, align 8
  %7 = alloca ptr, align 8
  %8 = alloca ptr, align 8
  %9 = alloca ptr, align 8
  %10 = alloca ptr, align 8
  %11 = alloca ptr, align 8
  %12 = alloca ptr, align 8
  %13 = alloca i64, align 8
  %14 = alloca i64, align 8
  %15 = alloca i64, align 8
  %16 = alloca i64, align 8
  %17 = alloca i64, align 8
  %18 = alloca i64, align 8
  %19 = alloca i64, align 8
  %20 = alloca i64, align 8
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %10) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %11) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %12) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %13) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %14) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %15) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %16) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %17) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %18) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %19) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %20) #37
  %21 = call i32 (ptr, ptr, ...) @_PyArg_ParseTuple_SizeT(ptr noundef %1, ptr noundef nonnull @.str.18, ptr noundef nonnull %13, ptr noundef nonnull %14, ptr noundef nonnull %15, ptr noundef nonnull %16, ptr noundef nonnull %17, ptr noundef nonnull %18, ptr noundef nonnull %19, ptr noundef nonnull %20, ptr noundef nonnull %10, ptr noundef nonnull %11, ptr noundef nonnull %12) #37
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %150, label %23

23:                                               ; preds = %2
  %24 = call noalias dereferenceable_or_null(184) ptr @calloc(i64 noundef 1, i64 noundef 184) #44
  %25 = icmp eq ptr %24, null
  br i1 %25, label %26, label %28

26:                                               ; preds = %23
  %27 = call ptr @PyErr_NoMemory() #37
  br label %150

28:                                               ; preds = %23
  store i64 1, ptr %24, align 8, !tbaa !165
  %29 = load i64, ptr %13, align 8, !tbaa !118
  %30 = inttoptr i64 %29 to ptr
  %31 = getelementptr inbounds nuw i8, ptr %24, i64 8
  store ptr %30, ptr %31, align 8, !tbaa !207
  %32 = load i64, ptr %14, align 8, !tbaa !118
  %33 = getelementptr inbounds nuw i8, ptr %24, i64 16
  store i64 %32, ptr %33, align 8, !tbaa !177
  %34 = load i64, ptr %15, align 8, !tbaa !118
  %35 = getelementptr inbounds nuw i8, ptr %24, i64 24
  store i64 %34, ptr %35, align 8, !tbaa !201
  %36 = load i64, ptr %16, align 8, !tbaa !118
  %37 = getelementptr inbounds nuw i8, ptr %24, i64 32
  store i64 %36, ptr %37, align 8, !tbaa !243
  %38 = load i64, ptr %17, align 8, !tbaa !118
  %39 = getelementptr inbounds nuw i8, ptr %24, i64 56
  store i64 %38, ptr %39, align 8, !tbaa !181
  %40 = load i64, ptr %18, align 8, !tbaa !118
  %41 = getelementptr inbounds nuw i8, ptr %24, i64 64
  store i64 %40, ptr %41, align 8, !tbaa !205
  %42 = load i64, ptr %19, align 8, !tbaa !118
  %43 = getelementptr inbounds nuw i8, ptr %24, i64 72
  store i64 %42, ptr %43, align 8, !tbaa !183
  %44 = load i64, ptr %20, align 8, !tbaa !118
  %45 = getelementptr inbounds nuw i8, ptr %24, i64 80
  store i64 %44, ptr %45, align 8, !tbaa !206
  %46 = load ptr, ptr %10, align 8, !tbaa !70
  %47 = load ptr, ptr %11, align 8, !tbaa !70
  %48 = load ptr, ptr %12, align 8, !tbaa !70
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %3) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %4) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %5) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %7) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %8) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %9) #37
  %49 = getelementptr inbounds nuw i8, ptr %24, i64 40
  %50 = getelementptr inbounds nuw i8, ptr %46, i64 16
  %51 = load i64, ptr %50, align 8, !tbaa !193
  %52 = sdiv i64 %51, 24
  store i64 %52, ptr %49, align 8, !tbaa !24
  %53 = add i64 %51, 1
  %54 = call noalias ptr @malloc(i64 noundef %53) #45
  %55 = icmp eq ptr %54, null
  br i1 %55, label %58, label %56

56:                                               ; preds = %28
  %57 = getelementptr inbounds nuw i8, ptr %46, i64 32
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 4 %54, ptr nonnull readonly align 1 %57, i64 %51, i1 false)
  br label %58

58:                                               ; preds = %56, %28
  %59 = getelementptr inbounds nuw i8, ptr %24, i64 88
  store ptr %54, ptr %59, align 8, !tbaa !186
  %60 = getelementptr inbounds nuw i8, ptr %24, i64 48
  %61 = getelementptr inbounds nuw i8, ptr %47, i64 16
  %62 = load i64, ptr %61, align 8, !tbaa !193
  %63 = sdiv i64 %62, 24
  store i64 %63, ptr %60, align 8, !tbaa !24
  %64 = add i64 %62, 1
  %65 = call noalias ptr @malloc(i64 noundef %64) #45
  %66 = icmp eq ptr %65, null
  br i1 %66, label %69, label %67

67:                                               ; preds = %58
  %68 = getelementptr inbounds nuw i8, ptr %47, i64 32
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 4 %65, ptr nonnull readonly align 1 %68, i64 %62, i1 false)
  br label %69

69:                                               ; preds = %67, %58
  %70 = getelementptr inbounds nuw i8, ptr %24, i64 96
  store ptr %65, ptr %70, align 8, !tbaa !208
  %71 = shl i64 %34, 3
  %72 = or disjoint i64 %71, 1
  %73 = call noalias ptr @malloc(i64 noundef %72) #45
  %74 = getelementptr inbounds nuw i8, ptr %24, i64 176
  store ptr %73, ptr %74, align 8, !tbaa !203
  %75 = call i32 (ptr, ptr, ...) @_PyArg_ParseTuple_SizeT(ptr noundef %48, ptr noundef nonnull @.str.19, ptr noundef nonnull %3, ptr noundef nonnull %4, ptr noundef nonnull %5, ptr noundef nonnull %6, ptr noundef nonnull %7, ptr noundef nonnull %8, ptr noundef nonnull %9) #37
  %76 = icmp eq i32 %75, 0
  br i1 %76, label %115, label %77

77:                                               ; preds = %69
  %78 = load ptr, ptr %3, align 8, !tbaa !70
  %79 = load i64, ptr %78, align 8, !tbaa !104
  %80 = add nsw i64 %79, 1
  store i64 %80, ptr %78, align 8, !tbaa !104
  %81 = getelementptr inbounds nuw i8, ptr %24, i64 104
  store ptr %78, ptr %81, align 8, !tbaa !169
  %82 = load ptr, ptr %4, align 8, !tbaa !70
  %83 = load i64, ptr %82, align 8, !tbaa !104
  %84 = add nsw i64 %83, 1
  store i64 %84, ptr %82, align 8, !tbaa !104
  %85 = getelementptr inbounds nuw i8, ptr %24, i64 112
  store ptr %82, ptr %85, align 8, !tbaa !170
  %86 = add nsw i64 %36, %34
  %87 = icmp sgt i64 %86, 0
  br i1 %87, label %88, label %97

88:                                               ; preds = %77
  %89 = load ptr, ptr %5, align 8, !tbaa !70
  %90 = load i64, ptr %89, align 8, !tbaa !104
  %91 = add nsw i64 %90, 1
  store i64 %91, ptr %89, align 8, !tbaa !104
  %92 = getelementptr inbounds nuw i8, ptr %24, i64 120
  store ptr %89, ptr %92, align 8, !tbaa !171
  %93 = load ptr, ptr %6, align 8, !tbaa !70
  %94 = load i64, ptr %93, align 8, !tbaa !104
  %95 = add nsw i64 %94, 1
  store i64 %95, ptr %93, align 8, !tbaa !104
  %96 = getelementptr inbounds nuw i8, ptr %24, i64 128
  store ptr %93, ptr %96, align 8, !tbaa !172
  br label %97

97:                                               ; preds = %88, %77
  %98 = load ptr, ptr %7, align 8, !tbaa !70
  %99 = load i64, ptr %98, align 8, !tbaa !104
  %100 = add nsw i64 %99, 1
  store i64 %100, ptr %98, align 8, !tbaa !104
  %101 = getelementptr inbounds nuw i8, ptr %24, i64 152
  store ptr %98, ptr %101, align 8, !tbaa !173
  %102 = load ptr, ptr %8, align 8, !tbaa !70
  %103 = load i64, ptr %102, align 8, !tbaa !104
  %104 = add nsw i64 %103, 1
  store i64 %104, ptr %102, align 8, !tbaa !104
  %105 = getelementptr inbounds nuw i8, ptr %24, i64 160
  store ptr %102, ptr %105, align 8, !tbaa !174
  %106 = load ptr, ptr %9, align 8, !tbaa !70
  %107 = load i64, ptr %106, align 8, !tbaa !104
  %108 = add nsw i64 %107, 1
  store i64 %108, ptr %106, align 8, !tbaa !104
  %109 = getelementptr inbounds nuw i8, ptr %24, i64 168
  store ptr %106, ptr %109, align 8, !tbaa !175
  %110 = icmp eq ptr %73, null
  %111 = or i1 %66, %110
  %112 = or i1 %111, %55
  br i1 %112, label %113, label %116

113:                                              ; preds = %97
  %114 = call ptr @PyErr_NoMemory() #37
  br label %115

115:                                              ; preds = %113, %69
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %9) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %8) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %7) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %5) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %4) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %3) #37
  br label %149

116:                                              ; preds = %97
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %9) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %8) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %7) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %6) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %5) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %4) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %3) #37
  %117 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %118 = load i64, ptr %117, align 8, !tbaa !160
  %119 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %120 = load i64, ptr %119, align 8, !tbaa !270
  %121 = icmp eq i64 %118, %120
  br i1 %121, label %125, label %122

122:                                              ; preds = %116
  %123 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %124 = load ptr, ptr %123, align 8, !tbaa !159
  br label %137

125:                                              ; preds = %116
  %126 = shl nsw i64 %118, 1
  %127 = add nsw i64 %126, 2
  %128 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %129 = load ptr, ptr %128, align 8, !tbaa !159
  %130 = shl i64 %127, 3
  %131 = call ptr @realloc(ptr noundef %129, i64 noundef %130) #49
  %132 = icmp eq ptr %131, null
  br i1 %132, label %135, label %133

133:                                              ; preds = %125
  store ptr %131, ptr %128, align 8, !tbaa !159
  store i64 %127, ptr %119, align 8, !tbaa !270
  %134 = load i64, ptr %117, align 8, !tbaa !160
  br label %137

135:                                              ; preds = %125
  %136 = call ptr @PyErr_NoMemory() #37
  br label %149

137:                                              ; preds = %122, %133
  %138 = phi i64 [ %118, %122 ], [ %134, %133 ]
  %139 = phi ptr [ %124, %122 ], [ %131, %133 ]
  %140 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %141 = add nsw i64 %138, 1
  store i64 %141, ptr %117, align 8, !tbaa !160
  %142 = getelementptr inbounds ptr, ptr %139, i64 %138
  store ptr %24, ptr %142, align 8, !tbaa !161
  %143 = getelementptr inbounds nuw i8, ptr %139, i64 8
  %144 = shl i64 %138, 3
  call void @llvm.memmove.p0.p0.i64(ptr nonnull align 8 %143, ptr align 8 %139, i64 %144, i1 false)
  %145 = load ptr, ptr %140, align 8, !tbaa !159
  store ptr %24, ptr %145, align 8, !tbaa !161
  %146 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !142
  %147 = load i64, ptr %146, align 8, !tbaa !104
  %148 = add nsw i64 %147, 1
  store i64 %148, ptr %146, align 8, !tbaa !104
  br label %150

149:                                              ; preds = %135, %115
  call fastcc void @release_entry(ptr noundef nonnull %24)
  br label %150

150:                                              ; preds = %26, %137, %149, %2
  %151 = phi ptr [ null, %2 ], [ %27, %26 ], [ %146, %137 ], [ null, %149 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %20) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %19) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %18) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %17) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %16) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %15) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %14) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %13) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %12) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %11) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %10) #37
  ret ptr %151
}

declare ptr @PyErr_NoMemory() local_unnamed_addr

; Function Attrs: mustprogress nounwind willreturn allockind("realloc") allocsize(1) memory(argmem: readwrite, inaccessiblemem: readwrite)
declare noalias noundef ptr @realloc(ptr allocptr nocapture noundef, i64 noundef) local_unnamed_addr #41

; Function Attrs: nounwind uwtable(sync)
define internal noundef ptr @set_main_thread(ptr nocapture readnone %0, ptr nocapture readnone %1) #0 {
  %3 = tail call i64 @PyThread_get_thread_ident() #37
  store i64 %3, ptr getelementptr inbounds nuw (i8, ptr @state, i64 632), align 8, !tbaa !89
  %4 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !142
  %5 = load i64, ptr %4, align 8, !tbaa !104
  %6 = add nsw i64 %5, 1
  store i64 %6, ptr %4, align 8, !tbaa !104
  ret ptr %4
}

; Function Attrs: nounwind uwtable(sync)
define internal noundef ptr @set_runner(ptr nocapture readnone %0, ptr noundef %1) #0 {
  %3 = alloca ptr, align 8
  %4 = alloca i64, align 8
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %3) #37
  call void @llvm.lifetime.start.p0(i64 8, ptr nonnull %4) #37
  %5 = call i32 (ptr, ptr, ...) @_PyArg_ParseTuple_SizeT(ptr noundef %1, ptr noundef nonnull @.str.4, ptr noundef nonnull %3, ptr noundef nonnull %4) #37
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %23, label %7

7:                                                ; preds = %2
  %8 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 640), align 8, !tbaa !103
  %9 = load ptr, ptr %3, align 8, !tbaa !70
  %10 = load i64, ptr %9, align 8, !tbaa !104
  %11 = add nsw i64 %10, 1
  store i64 %11, ptr %9, align 8, !tbaa !104
  store ptr %9, ptr getelementptr inbounds nuw (i8, ptr @state, i64 640), align 8, !tbaa !103
  %12 = icmp eq ptr %8, null
  br i1 %12, label %18, label %13

13:                                               ; preds = %7
  %14 = load i64, ptr %8, align 8, !tbaa !104
  %15 = add nsw i64 %14, -1
  store i64 %15, ptr %8, align 8, !tbaa !104
  %16 = icmp eq i64 %15, 0
  br i1 %16, label %17, label %18

17:                                               ; preds = %13
  call void @_Py_Dealloc(ptr noundef nonnull %8) #37
  br label %18

18:                                               ; preds = %7, %13, %17
  %19 = load i64, ptr %4, align 8, !tbaa !118
  store i64 %19, ptr getelementptr inbounds nuw (i8, ptr @state, i64 648), align 8, !tbaa !92
  %20 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @state, i64 72), align 8, !tbaa !142
  %21 = load i64, ptr %20, align 8, !tbaa !104
  %22 = add nsw i64 %21, 1
  store i64 %22, ptr %20, align 8, !tbaa !104
  br label %23

23:                                               ; preds = %2, %18
  %24 = phi ptr [ %20, %18 ], [ null, %2 ]
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %4) #37
  call void @llvm.lifetime.end.p0(i64 8, ptr nonnull %3) #37
  ret ptr %24
}

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.abs.i64(i64, i1 immarg) #42

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #42

; Function Attrs: nofree nounwind willreturn memory(argmem: read)
declare i32 @bcmp(ptr nocapture, ptr nocapture, i64) local_unnamed_addr #43

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smin.i64(i64, i64) #42

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.scmp.i32.i64(i64, i64) #42

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smax.i64(i64, i64) #42

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umax.i64(i64, i64) #42

attributes #0 = { nounwind uwtable(sync) }
attributes #1 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { mustprogress nofree noinline norecurse nosync nounwind willreturn memory(read, argmem: write, inaccessiblemem: none) uwtable(sync) }
attributes #3 = { nofree norecurse nosync nounwind memory(argmem: read) uwtable(sync) }
attributes #4 = { nofree norecurse nosync nounwind memory(argmem: write) uwtable(sync) }
attributes #5 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #6 = { nofree norecurse nosync nounwind memory(none) uwtable(sync) }
attributes #7 = { nofree nounwind uwtable(sync) }
attributes #8 = { mustprogress nofree nounwind willreturn }
attributes #9 = { mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable(sync) }
attributes #10 = { mustprogress nofree nounwind willreturn memory(write) uwtable(sync) }
attributes #11 = { mustprogress nofree nounwind willreturn memory(write) }
attributes #12 = { mustprogress nofree nounwind willreturn memory(readwrite, argmem: write, inaccessiblemem: write) uwtable(sync) }
attributes #13 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) uwtable(sync) }
attributes #14 = { nofree nounwind memory(readwrite, inaccessiblemem: write) uwtable(sync) }
attributes #15 = { nofree nounwind memory(argmem: read) uwtable(sync) }
attributes #16 = { nofree nounwind memory(read) uwtable(sync) }
attributes #17 = { mustprogress nofree nounwind willreturn memory(read) }
attributes #18 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #19 = { mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none) uwtable(sync) }
attributes #20 = { nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none) uwtable(sync) }
attributes #21 = { nofree norecurse nosync nounwind memory(read, inaccessiblemem: none) uwtable(sync) }
attributes #22 = { nofree norecurse nosync nounwind memory(read, argmem: readwrite, inaccessiblemem: none) uwtable(sync) }
attributes #23 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #25 = { mustprogress nofree norecurse nounwind willreturn memory(readwrite, argmem: none, inaccessiblemem: none) uwtable(sync) }
attributes #26 = { nofree norecurse nounwind memory(readwrite, inaccessiblemem: none) uwtable(sync) }
attributes #27 = { nofree noinline norecurse nounwind memory(readwrite, argmem: read, inaccessiblemem: none) uwtable(sync) }
attributes #28 = { noinline nounwind uwtable(sync) }
attributes #29 = { mustprogress nofree nounwind willreturn allockind("alloc,zeroed") allocsize(0,1) memory(inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #30 = { mustprogress nofree nounwind willreturn allockind("alloc,uninitialized") allocsize(0) memory(inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #31 = { mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #32 = { nounwind }
attributes #33 = { nofree nounwind }
attributes #34 = { mustprogress nofree nounwind willreturn memory(argmem: read) }
attributes #35 = { mustprogress nofree nosync nounwind willreturn memory(none) }
attributes #36 = { mustprogress nocallback nofree nosync nounwind willreturn memory(none) }
attributes #37 = { nounwind }
attributes #38 = { inlinehint nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none) uwtable(sync) }
attributes #39 = { nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none) uwtable(sync) }
attributes #40 = { inlinehint nounwind uwtable(sync) }
attributes #41 = { mustprogress nounwind willreturn allockind("realloc") allocsize(1) memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc" }
attributes #42 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #43 = { nofree nounwind willreturn memory(argmem: read) }
attributes #44 = { nounwind allocsize(0,1) }
attributes #45 = { nounwind allocsize(0) }
attributes #46 = { memory(none) }
attributes #47 = { nounwind willreturn memory(read) }
attributes #48 = { nounwind willreturn memory(none) }
attributes #49 = { nounwind allocsize(1) }

!5 = !{!"branch_weights", !"expected", i32 1, i32 2000}
!6 = !{!7, !14, i64 24}
!7 = !{!"Buffer", !8, i64 0, !11, i64 8, !13, i64 16, !14, i64 24, !14, i64 32, !8, i64 40}
!8 = !{!"long", !9, i64 0}
!9 = !{!"omnipotent char", !10, i64 0}
!10 = !{!"Simple C/C++ TBAA"}
!11 = !{!"p1 omnipotent char", !12, i64 0}
!12 = !{!"any pointer", !9, i64 0}
!13 = !{!"p1 _ZTS7_object", !12, i64 0}
!14 = !{!"p1 _ZTS6Buffer", !12, i64 0}
!15 = !{!16, !14, i64 112}
!16 = !{!"Ctx", !8, i64 0, !17, i64 8, !8, i64 16, !18, i64 24, !8, i64 32, !8, i64 40, !8, i64 48, !9, i64 56, !8, i64 104, !14, i64 112, !19, i64 120, !9, i64 128, !8, i64 640, !8, i64 648, !8, i64 656}
!17 = !{!"p1 _ZTS3_ts", !12, i64 0}
!18 = !{!"p1 long", !12, i64 0}
!19 = !{!"p1 _ZTS3Ctx", !12, i64 0}
!20 = !{!7, !14, i64 32}
!21 = !{!"branch_weights", !"expected", i32 1073305, i32 2146410343}
!22 = !{!"branch_weights", !"expected", i32 2147480922, i32 2726}
!23 = !{!11, !11, i64 0}
!24 = !{!8, !8, i64 0}
!25 = !{!7, !8, i64 0}
!26 = !{!7, !11, i64 8}
!27 = !{!7, !8, i64 40}
!28 = !{!16, !8, i64 40}
!29 = distinct !{!29, !30}
!30 = !{!"llvm.loop.mustprogress"}
!31 = distinct !{!31, !30}
!32 = distinct !{!32, !30}
!33 = distinct !{!33, !30}
!34 = distinct !{!34, !30}
!35 = distinct !{!35, !30}
!36 = distinct !{!36, !30}
!37 = !{!38, !38, i64 0}
!38 = !{!"int", !9, i64 0}
!39 = !{!40, !40, i64 0}
!40 = !{!"double", !9, i64 0}
!41 = !{!9, !9, i64 0}
!42 = distinct !{!42, !30}
!43 = !{!44, !44, i64 0}
!44 = !{!"short", !9, i64 0}
!45 = distinct !{!45, !30}
!46 = distinct !{!46, !30}
!47 = distinct !{!47, !30}
!48 = !{!49, !8, i64 16}
!49 = !{!"Vector", !11, i64 0, !8, i64 8, !8, i64 16, !14, i64 24}
!50 = !{!49, !8, i64 8}
!51 = !{!49, !11, i64 0}
!52 = !{!49, !14, i64 24}
!53 = distinct !{!53, !30}
!54 = !{!55, !14, i64 24}
!55 = !{!"Map", !8, i64 0, !8, i64 8, !8, i64 16, !14, i64 24, !14, i64 32, !18, i64 40, !56, i64 48, !8, i64 56}
!56 = !{!"p1 int", !12, i64 0}
!57 = !{!55, !14, i64 32}
!58 = !{!55, !18, i64 40}
!59 = !{!55, !56, i64 48}
!60 = !{!55, !8, i64 16}
!61 = !{!55, !8, i64 8}
!62 = !{!14, !14, i64 0}
!63 = !{!18, !18, i64 0}
!64 = !{!55, !8, i64 0}
!65 = !{!55, !8, i64 56}
!66 = distinct !{!66, !30}
!67 = distinct !{!67, !30}
!68 = distinct !{!68, !30}
!69 = !{!12, !12, i64 0}
!70 = !{!13, !13, i64 0}
!71 = distinct !{!71, !72}
!72 = !{!"llvm.loop.unroll.disable"}
!73 = distinct !{!73, !30}
!74 = distinct !{!74, !30}
!75 = distinct !{!75, !30}
!76 = distinct !{!76, !30}
!77 = distinct !{!77, !30}
!78 = !{!79, !8, i64 0}
!79 = !{!"timespec", !8, i64 0, !8, i64 8}
!80 = !{!79, !8, i64 8}
!81 = !{!16, !18, i64 24}
!82 = !{!16, !19, i64 120}
!83 = distinct !{!83, !30}
!84 = !{!16, !17, i64 8}
!85 = !{!16, !8, i64 0}
!86 = !{!16, !8, i64 16}
!87 = !{!16, !8, i64 656}
!88 = !{!16, !8, i64 648}
!89 = !{!90, !8, i64 632}
!90 = !{!"", !91, i64 0, !91, i64 8, !91, i64 16, !91, i64 24, !91, i64 32, !91, i64 40, !91, i64 48, !91, i64 56, !91, i64 64, !13, i64 72, !13, i64 80, !13, i64 88, !13, i64 96, !13, i64 104, !13, i64 112, !13, i64 120, !9, i64 128, !9, i64 232, !9, i64 336, !9, i64 440, !9, i64 544, !13, i64 568, !9, i64 576, !8, i64 632, !13, i64 640, !8, i64 648}
!91 = !{!"p1 _ZTS11_typeobject", !12, i64 0}
!92 = !{!90, !8, i64 648}
!93 = !{!16, !8, i64 640}
!94 = distinct !{!94, !30}
!95 = !{!96, !19, i64 0}
!96 = !{!"Job", !19, i64 0, !12, i64 8, !12, i64 16, !8, i64 24, !8, i64 32, !8, i64 40, !8, i64 48, !8, i64 56, !8, i64 64, !8, i64 72, !18, i64 80, !8, i64 88, !16, i64 96, !14, i64 760}
!97 = !{!96, !12, i64 8}
!98 = !{!96, !12, i64 16}
!99 = !{!96, !8, i64 24}
!100 = !{!96, !8, i64 48}
!101 = !{!96, !8, i64 32}
!102 = !{!96, !18, i64 80}
!103 = !{!90, !13, i64 640}
!104 = !{!105, !8, i64 0}
!105 = !{!"_object", !8, i64 0, !91, i64 8}
!106 = !{!96, !8, i64 72}
!107 = distinct !{!107, !30}
!108 = !{!96, !8, i64 64}
!109 = distinct !{!109, !30}
!110 = !{!96, !14, i64 760}
!111 = distinct !{!111, !30}
!112 = !{!16, !8, i64 104}
!113 = !{!16, !8, i64 48}
!114 = !{!96, !8, i64 56}
!115 = !{!"branch_weights", !"expected", i32 2000, i32 1}
!116 = !{!117, !38, i64 8}
!117 = !{!"", !38, i64 0, !38, i64 4, !38, i64 8, !38, i64 12, !9, i64 16}
!118 = !{!119, !119, i64 0}
!119 = !{!"long long", !9, i64 0}
!120 = distinct !{!120, !30}
!121 = !{!91, !91, i64 0}
!122 = !{!90, !91, i64 64}
!123 = !{!124, !124, i64 0}
!124 = !{!"p1 _ZTS14_PyArray_Descr", !12, i64 0}
!125 = !{!126, !91, i64 16}
!126 = !{!"_PyArray_Descr", !105, i64 0, !91, i64 16, !9, i64 24, !9, i64 25, !9, i64 26, !9, i64 27, !38, i64 28, !8, i64 32, !8, i64 40, !8, i64 48, !13, i64 56, !8, i64 64, !9, i64 72}
!127 = distinct !{!127, !30}
!128 = !{!90, !13, i64 568}
!129 = !{!130, !38, i64 4}
!130 = !{!"", !38, i64 0, !38, i64 4, !8, i64 8, !9, i64 16}
!131 = !{!130, !8, i64 8}
!132 = distinct !{!132, !30}
!133 = distinct !{!133, !30}
!134 = distinct !{!134, !30}
!135 = distinct !{!135, !30}
!136 = !{!137, !8, i64 0}
!137 = !{!"", !8, i64 0, !8, i64 8}
!138 = !{!137, !8, i64 8}
!139 = !{!16, !8, i64 32}
!140 = distinct !{!140, !30}
!141 = distinct !{!141, !30}
!142 = !{!90, !13, i64 72}
!143 = !{!7, !13, i64 16}
!144 = !{!145, !12, i64 304}
!145 = !{!"_typeobject", !146, i64 0, !11, i64 24, !8, i64 32, !8, i64 40, !12, i64 48, !8, i64 56, !12, i64 64, !12, i64 72, !12, i64 80, !12, i64 88, !12, i64 96, !12, i64 104, !12, i64 112, !12, i64 120, !12, i64 128, !12, i64 136, !12, i64 144, !12, i64 152, !12, i64 160, !8, i64 168, !11, i64 176, !12, i64 184, !12, i64 192, !12, i64 200, !8, i64 208, !12, i64 216, !12, i64 224, !147, i64 232, !148, i64 240, !149, i64 248, !91, i64 256, !13, i64 264, !12, i64 272, !12, i64 280, !8, i64 288, !12, i64 296, !12, i64 304, !12, i64 312, !12, i64 320, !12, i64 328, !13, i64 336, !13, i64 344, !13, i64 352, !13, i64 360, !13, i64 368, !12, i64 376, !38, i64 384, !12, i64 392, !12, i64 400}
!146 = !{!"", !105, i64 0, !8, i64 16}
!147 = !{!"p1 _ZTS11PyMethodDef", !12, i64 0}
!148 = !{!"p1 _ZTS11PyMemberDef", !12, i64 0}
!149 = !{!"p1 _ZTS11PyGetSetDef", !12, i64 0}
!150 = !{!151, !13, i64 48}
!151 = !{!"Dispatcher", !105, i64 0, !152, i64 16, !13, i64 48, !13, i64 56, !8, i64 64, !8, i64 72, !153, i64 80}
!152 = !{!"PyMethodDef", !11, i64 0, !12, i64 8, !38, i64 16, !11, i64 24}
!153 = !{!"p2 _ZTS5Entry", !12, i64 0}
!154 = !{!151, !13, i64 56}
!155 = !{!151, !11, i64 16}
!156 = !{!151, !12, i64 24}
!157 = !{!151, !38, i64 32}
!158 = !{!105, !91, i64 8}
!159 = !{!151, !153, i64 80}
!160 = !{!151, !8, i64 64}
!161 = !{!162, !162, i64 0}
!162 = !{!"p1 _ZTS5Entry", !12, i64 0}
!163 = distinct !{!163, !30}
!164 = !{!145, !12, i64 320}
!165 = !{!166, !8, i64 0}
!166 = !{!"Entry", !8, i64 0, !12, i64 8, !8, i64 16, !8, i64 24, !8, i64 32, !8, i64 40, !8, i64 48, !8, i64 56, !8, i64 64, !8, i64 72, !8, i64 80, !167, i64 88, !167, i64 96, !13, i64 104, !13, i64 112, !13, i64 120, !13, i64 128, !8, i64 136, !8, i64 144, !13, i64 152, !13, i64 160, !13, i64 168, !168, i64 176}
!167 = !{!"p1 _ZTS2Op", !12, i64 0}
!168 = !{!"p2 _ZTS7_object", !12, i64 0}
!169 = !{!166, !13, i64 104}
!170 = !{!166, !13, i64 112}
!171 = !{!166, !13, i64 120}
!172 = !{!166, !13, i64 128}
!173 = !{!166, !13, i64 152}
!174 = !{!166, !13, i64 160}
!175 = !{!166, !13, i64 168}
!176 = distinct !{!176, !30}
!177 = !{!166, !8, i64 16}
!178 = distinct !{!178, !30}
!179 = !{!180, !19, i64 0}
!180 = !{!"Frame", !19, i64 0, !18, i64 8, !14, i64 16, !168, i64 24}
!181 = !{!166, !8, i64 56}
!182 = !{!180, !18, i64 8}
!183 = !{!166, !8, i64 72}
!184 = !{!180, !14, i64 16}
!185 = !{!180, !168, i64 24}
!186 = !{!166, !167, i64 88}
!187 = !{!167, !167, i64 0}
!188 = !{!189, !9, i64 0}
!189 = !{!"Op", !9, i64 0, !9, i64 1, !9, i64 2, !9, i64 3, !38, i64 4, !38, i64 8, !38, i64 12, !38, i64 16, !38, i64 20}
!190 = !{!90, !91, i64 16}
!191 = !{!189, !38, i64 4}
!192 = !{!90, !91, i64 8}
!193 = !{!146, !8, i64 16}
!194 = distinct !{!194, !30}
!195 = !{!196, !8, i64 24}
!196 = !{!"", !105, i64 0, !8, i64 16, !8, i64 24, !197, i64 32, !198, i64 40}
!197 = !{!"p1 _ZTS15_dictkeysobject", !12, i64 0}
!198 = !{!"p1 _ZTS11_dictvalues", !12, i64 0}
!199 = !{!166, !8, i64 136}
!200 = !{!166, !8, i64 144}
!201 = !{!166, !8, i64 24}
!202 = distinct !{!202, !30}
!203 = !{!166, !168, i64 176}
!204 = distinct !{!204, !30}
!205 = !{!166, !8, i64 64}
!206 = !{!166, !8, i64 80}
!207 = !{!166, !12, i64 8}
!208 = !{!166, !167, i64 96}
!209 = !{!166, !8, i64 48}
!210 = distinct !{!210, !72}
!211 = distinct !{!211, !30}
!212 = distinct !{!212, !30}
!213 = distinct !{!213, !30}
!214 = !{!189, !38, i64 8}
!215 = !{!216, !38, i64 24}
!216 = !{!"tagPyArrayObject_fields", !105, i64 0, !11, i64 16, !38, i64 24, !18, i64 32, !18, i64 40, !13, i64 48, !124, i64 56, !38, i64 64, !13, i64 72, !12, i64 80, !13, i64 88}
!217 = !{!216, !38, i64 64}
!218 = !{!189, !38, i64 16}
!219 = !{!189, !38, i64 20}
!220 = !{!216, !124, i64 56}
!221 = !{!189, !9, i64 1}
!222 = !{!126, !38, i64 28}
!223 = !{!126, !9, i64 26}
!224 = !{!189, !9, i64 3}
!225 = !{!216, !18, i64 32}
!226 = !{!216, !18, i64 40}
!227 = !{!189, !38, i64 12}
!228 = !{!216, !11, i64 16}
!229 = distinct !{!229, !30}
!230 = distinct !{!230, !72}
!231 = distinct !{!231, !30}
!232 = distinct !{!232, !30}
!233 = distinct !{!233, !72}
!234 = !{!90, !91, i64 40}
!235 = distinct !{!235, !30}
!236 = !{!90, !91, i64 48}
!237 = !{i64 0, i64 1, !41, i64 1, i64 1, !41, i64 2, i64 1, !41, i64 3, i64 1, !41, i64 4, i64 4, !37, i64 8, i64 4, !37, i64 12, i64 4, !37, i64 16, i64 4, !37, i64 20, i64 4, !37}
!238 = !{!239, !168, i64 24}
!239 = !{!"", !146, i64 0, !168, i64 24, !8, i64 32}
!240 = distinct !{!240, !30}
!241 = !{!189, !9, i64 2}
!242 = !{!90, !13, i64 80}
!243 = !{!166, !8, i64 32}
!244 = distinct !{!244, !30}
!245 = distinct !{!245, !30}
!246 = distinct !{!246, !30}
!247 = !{!90, !91, i64 24}
!248 = !{!90, !91, i64 32}
!249 = !{!250, !8, i64 16}
!250 = !{!"", !105, i64 0, !8, i64 16, !8, i64 24, !251, i64 32, !56, i64 40}
!251 = !{!"", !38, i64 0, !38, i64 0, !38, i64 0, !38, i64 0, !38, i64 0}
!252 = !{!90, !13, i64 112}
!253 = distinct !{!253, !30}
!254 = !{!90, !13, i64 104}
!255 = !{!90, !13, i64 120}
!256 = distinct !{!256, !72}
!257 = !{!258}
!258 = distinct !{!258, !259, !"strided: argument 0"}
!259 = distinct !{!259, !"strided"}
!260 = distinct !{!260, !30}
!261 = !{!216, !13, i64 88}
!262 = distinct !{!262, !30}
!263 = distinct !{!263, !30}
!264 = distinct !{!264, !30}
!265 = !{!90, !13, i64 96}
!266 = !{!267}
!267 = distinct !{!267, !268, !"strided: argument 0"}
!268 = distinct !{!268, !"strided"}
!269 = distinct !{!269, !30}
!270 = !{!151, !8, i64 72}
